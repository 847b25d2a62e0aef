import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { lockFolder } from "../../core/store/lock-folder.ts";
import { examine } from "../../server/doctor.ts";
import { freshDatabase } from "../support/postgres.ts";

describe("the doctor", () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), "redress-doctor-"));
  });
  afterEach(async () => rm(dataDir, { recursive: true }));

  it("finds a newcomer's machine well, and says what is off and why", async () => {
    const { text, wouldStart } = await examine({ DATA_DIR: dataDir });
    expect(wouldStart).toBe(true);
    expect(text).toContain("DATABASE_URL is unset");
    expect(text).toMatch(/ok +database/u);
  });

  it("says everything that is wrong, without a secret", async () => {
    const { text, wouldStart } = await examine({
      NODE_ENV: "production",
      PORT: "x",
      S3_SECRET_ACCESS_KEY: "canary",
      DATA_DIR: dataDir,
    });
    expect(wouldStart).toBe(false);
    for (const wrong of ["WRONG PORT", "WRONG PUBLIC_URL", "WRONG SECRET_KEY", "WRONG S3_BUCKET"])
      expect(text).toContain(wrong);
    expect(text).toMatch(/HALF +object storage/u);
    expect(text).not.toContain("canary");
  });

  it("reaches PostgreSQL, and says which part of the address is wrong", async () => {
    const url = await freshDatabase();
    expect((await examine({ DATABASE_URL: url, DATA_DIR: dataDir })).wouldStart).toBe(true);
    const nowhere = new URL(url);
    nowhere.pathname = "/no_such_database";
    expect((await examine({ DATABASE_URL: nowhere.href, DATA_DIR: dataDir })).text).toContain(
      "does not exist; create it",
    );
    const silent = await examine({ DATABASE_URL: "postgresql://u:canary@127.0.0.1:1/x", DATA_DIR: dataDir });
    expect(silent.text).toContain("nothing listens at the host and port");
    expect(silent.text).not.toContain("canary");
  });

  it("notices a server that has the folder open, and a profile that cannot be read", async () => {
    const unlock = await lockFolder(dataDir);
    expect((await examine({ DATA_DIR: dataDir })).text).toContain("another process has");
    await unlock();
    const profile = path.join(dataDir, "organisation.json");
    await writeFile(profile, "{");
    const { text, wouldStart } = await examine({ DATA_DIR: dataDir, ORGANISATION: profile });
    expect(wouldStart).toBe(false);
    expect(text).toContain("is not JSON");
  });
});
