CREATE TABLE `audit_checkpoint` (
	`id` integer PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`mac` text NOT NULL,
	`at` integer NOT NULL,
	`why` text NOT NULL,
	`before_at` integer NOT NULL,
	`seal` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`number` integer NOT NULL,
	`mac` text NOT NULL,
	`key` text NOT NULL,
	`seal` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `audit` RENAME COLUMN `id` TO `number`;--> statement-breakpoint
ALTER TABLE `audit` ADD `asker_name` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `roles` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `address` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `previous` text;--> statement-breakpoint
ALTER TABLE `audit` ADD `mac` text;--> statement-breakpoint
CREATE INDEX `audit_asker` ON `audit` (`asker`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`);--> statement-breakpoint
CREATE TRIGGER `audit_in_order` BEFORE INSERT ON `audit`
WHEN NEW.mac IS NULL OR NEW.number <> (SELECT number FROM audit_head) + 1
BEGIN SELECT RAISE(ABORT, 'an audit row is written once, at the end of the chain'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_never_changed` BEFORE UPDATE ON `audit`
BEGIN SELECT RAISE(ABORT, 'an audit row is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_kept` BEFORE DELETE ON `audit`
WHEN NOT EXISTS (
  SELECT 1 FROM audit_checkpoint
  WHERE why = 'retention' AND OLD.number <= number AND OLD.at < before_at
)
BEGIN SELECT RAISE(ABORT, 'an audit row leaves by the order of retention alone'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_kept_long_enough` BEFORE INSERT ON `audit_checkpoint`
WHEN NEW.why = 'retention' AND NEW.before_at > NEW.at - 15552000000
BEGIN SELECT RAISE(ABORT, 'audit rows are kept 180 days at least'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_checkpoint_never_changed` BEFORE UPDATE ON `audit_checkpoint`
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_checkpoint_kept` BEFORE DELETE ON `audit_checkpoint`
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never removed'); END;
--> statement-breakpoint
CREATE TRIGGER `audit_head_kept` BEFORE DELETE ON `audit_head`
BEGIN SELECT RAISE(ABORT, 'the head of the chain is never removed'); END;
