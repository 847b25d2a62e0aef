import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { eventKinds } from "../../core/complaint/event.ts";
import { alertKinds, timerPurposes } from "../../core/complaint/change.ts";
import { closings, statuses } from "../../core/complaint/status.ts";
import { stages } from "../../core/calendar/stage-clock.ts";
import { channelNames } from "../../core/channel/address.ts";
import { fileKinds } from "../../core/channel/inbound.ts";
import { attachmentStates, refusalReasons } from "../../core/attachment/attachment.ts";
import { decisionKinds, heardBy, levels, remedyKinds } from "../../core/complaint/complaint.ts";
import { roles } from "../../core/complaint/actor.ts";
import { joinProofs, unreachableReasons } from "../../core/conversation/conversation.ts";
import { ownershipReasons } from "../../core/conversation/ownership.ts";
import { deliveryStates, holds } from "../../core/conversation/message.ts";
import { languages } from "../../core/language/language.ts";
import * as enums from "../../core/store/generated/enums.ts";
import { migrate, migratePglite } from "../../core/store/migrate.ts";
import { migrationNames, migrationsFolder } from "../../core/store/migrations/migration-folder.ts";
import { missingMigration, writeMigration } from "../../core/store/migrations/write-migration.ts";
import { freshDatabase } from "../support/postgres.ts";

const scratch = await mkdtemp(join(tmpdir(), "redress-migrations-"));
afterAll(() => rm(scratch, { recursive: true, force: true }));

describe("migrations", () => {
  test("lead to prisma/schema.prisma exactly", async () => {
    expect(await missingMigration()).toBeUndefined();
  });

  test("are applied to an empty database once, and a second run finds nothing to do", async () => {
    const url = await freshDatabase("empty");
    await migrate(url);
    const applied = await query(url, "SELECT migration_name, finished_at FROM _prisma_migrations ORDER BY started_at");
    expect(applied.map((row) => row["migration_name"])).toEqual(await migrationNames());
    await migrate(url);
    expect(await query(url, "SELECT migration_name, finished_at FROM _prisma_migrations ORDER BY started_at")).toEqual(
      applied,
    );
  });

  test("are applied once by processes that start at the same moment", async () => {
    const url = await freshDatabase("empty");
    await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)]);
    const names = (await query(url, "SELECT migration_name FROM _prisma_migrations")).map(
      (row) => row["migration_name"],
    );
    expect(names.sort()).toEqual(await migrationNames());
  });

  test("are applied to PGlite likewise", async () => {
    const client = await PGlite.create();
    await migratePglite(client);
    await migratePglite(client);
    const { rows } = await client.query<{ migration_name: string }>("SELECT migration_name FROM _prisma_migrations");
    expect(rows.map((row) => row.migration_name).sort()).toEqual(await migrationNames());
    await client.close();
  });

  test("stop with a fault where the database does not answer", async () => {
    await expect(migrate("postgresql://postgres@127.0.0.1:1/none")).rejects.toMatchObject({
      code: "store-unavailable",
    });
  });

  test("are written only where something is to be migrated", async () => {
    const folder = join(scratch, "written");
    await cp(migrationsFolder, folder, { recursive: true });
    await mkdir(join(folder, "20290101000000_other"));
    await writeFile(join(folder, "20290101000000_other", "migration.sql"), 'DROP TABLE "throttle";');
    const name = await writeMigration("bring_back", new Date("2030-01-02T03:04:05Z"), folder);
    expect(name).toBe("20300102030405_bring_back");
    expect(await readdir(folder)).toContain(name);
    expect(await writeMigration("again", new Date("2030-01-02T03:04:06Z"), folder)).toBeUndefined();
  });
});

test("the database knows the words of the domain, and no others", () => {
  const pairs: readonly (readonly [Readonly<Record<string, string>>, readonly string[]])[] = [
    [enums.EventKind, eventKinds],
    [enums.TimerPurpose, timerPurposes],
    [enums.Closing, closings],
    [enums.Status, statuses],
    [enums.Stage, stages],
    [enums.Channel, channelNames],
    [enums.Door, [...channelNames, "site", "desk", "system"]],
    [enums.FileKind, fileKinds],
    [enums.AttachmentState, attachmentStates],
    [enums.RefusalReason, refusalReasons],
    [enums.DecisionKind, decisionKinds],
    [enums.HeardBy, heardBy],
    [enums.Level, levels],
    [enums.RemedyKind, remedyKinds],
    [enums.Role, roles],
    [enums.DeliveryState, deliveryStates],
    [enums.Hold, holds],
    [enums.UnreachableReason, unreachableReasons],
    [enums.JoinProof, joinProofs],
    [enums.AlertKind, alertKinds],
    [enums.OwnershipReason, ownershipReasons],
    [enums.OwnerKind, ["bot", "waiting", "agent"]],
    [enums.Duty, ["on", "away"]],
    [enums.Language, languages],
  ];
  for (const [stored, spoken] of pairs) expect(Object.values(stored).sort()).toEqual([...spoken].sort());
});

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}
