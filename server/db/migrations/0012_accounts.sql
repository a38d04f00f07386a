CREATE TABLE `account` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`roles` text NOT NULL,
	`regions` text NOT NULL,
	`departments` text NOT NULL,
	`password_hash` text,
	`subject` text,
	`must_change` integer NOT NULL,
	`totp_secret` text,
	`totp_from` integer,
	`totp_step` integer NOT NULL,
	`failures` integer NOT NULL,
	`locked_until` integer,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	`signed_in_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_name` ON `account` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_subject` ON `account` (`subject`);--> statement-breakpoint
CREATE TABLE `account_session` (
	`id` text PRIMARY KEY NOT NULL,
	`token_hash` text NOT NULL,
	`account` integer NOT NULL,
	`started_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`address` text NOT NULL,
	`agent` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `account_session_token` ON `account_session` (`token_hash`);--> statement-breakpoint
CREATE INDEX `account_session_account` ON `account_session` (`account`);--> statement-breakpoint
CREATE TABLE `device` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`token_hash` text NOT NULL,
	`name` text NOT NULL,
	`regions` text NOT NULL,
	`paired_at` integer NOT NULL,
	`paired_by` text NOT NULL,
	`seen_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_token` ON `device` (`token_hash`);--> statement-breakpoint
CREATE TABLE `source_key` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key_hash` text NOT NULL,
	`name` text NOT NULL,
	`sources` text NOT NULL,
	`facts_per_minute` integer,
	`created_at` integer NOT NULL,
	`created_by` text NOT NULL,
	`seen_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `source_key_hash` ON `source_key` (`key_hash`);