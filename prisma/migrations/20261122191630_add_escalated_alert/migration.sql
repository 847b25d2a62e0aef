-- AlterEnum
ALTER TYPE "alert_kind" ADD VALUE 'escalated';
