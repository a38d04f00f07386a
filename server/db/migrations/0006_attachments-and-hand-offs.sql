CREATE TABLE `attachment_use` (
	`hash` text NOT NULL,
	`position` integer NOT NULL,
	`case_id` integer NOT NULL,
	PRIMARY KEY(`hash`, `position`)
);
--> statement-breakpoint
CREATE TABLE `hand_off_count` (
	`id` integer PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`case_id` integer NOT NULL,
	`at` integer NOT NULL,
	`sender` text NOT NULL,
	`receiver` text NOT NULL,
	`kind` text NOT NULL,
	`region` integer NOT NULL,
	`type` text NOT NULL,
	`handed` integer NOT NULL,
	`ended` integer NOT NULL,
	`misrouted` integer NOT NULL,
	`late` integer NOT NULL,
	`minutes` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `hand_off_count_at` ON `hand_off_count` (`at`);--> statement-breakpoint
CREATE INDEX `hand_off_count_case` ON `hand_off_count` (`case_id`);