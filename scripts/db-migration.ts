/**
 * `npm run db:migration -- NAME`: writes the migration that takes the database from the newest one in prisma/migrations to
 * prisma/schema.prisma. Read it before it lands; afterwards it is never edited.
 */
import { writeMigration } from "../core/store/migrations/write-migration.ts";

const name = process.argv[2];
if (name === undefined || !/^[a-z][a-z0-9_]*$/u.test(name)) {
  process.stderr.write("Usage: npm run db:migration -- NAME, for example add_sample_courier (a-z, 0-9 and _).\n");
  process.exitCode = 1;
} else {
  const written = await writeMigration(name, new Date());
  if (written === undefined) {
    process.stderr.write("prisma/schema.prisma and prisma/migrations agree: there is nothing to migrate.\n");
    process.exitCode = 1;
  } else process.stdout.write(`prisma/migrations/${written}/migration.sql\n`);
}
