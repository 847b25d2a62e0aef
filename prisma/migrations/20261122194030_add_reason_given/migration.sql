-- AlterEnum
ALTER TYPE "event_kind" ADD VALUE 'reason_given';
