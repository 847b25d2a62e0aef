import type { Organisation } from "./organisation.ts";

/**
 * An organisation whose fields are those of the version in force whenever they are read, so that whoever was handed it once always has
 * the newest. Whoever takes a field out and keeps it keeps that version's.
 */
export function liveOrganisation(inForce: () => Organisation): Organisation {
  return {
    get name() {
      return inForce().name;
    },
    get contact() {
      return inForce().contact;
    },
    get languages() {
      return inForce().languages;
    },
    get timeZone() {
      return inForce().timeZone;
    },
    get country() {
      return inForce().country;
    },
    get departments() {
      return inForce().departments;
    },
    get categories() {
      return inForce().categories;
    },
    get sources() {
      return inForce().sources;
    },
    get externalRemedies() {
      return inForce().externalRemedies;
    },
    get privacyNotice() {
      return inForce().privacyNotice;
    },
    get policy() {
      return inForce().policy;
    },
  };
}
