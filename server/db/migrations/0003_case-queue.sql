CREATE TABLE `case_merge` (
	`case_id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`number` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_merge_into` ON `case_merge` (`source`,`number`);--> statement-breakpoint
CREATE TABLE `case_queue` (
	`case_id` integer PRIMARY KEY NOT NULL,
	`queue` text NOT NULL,
	`sort_at` integer NOT NULL,
	`due_at` integer,
	`region` integer,
	`department` text,
	`type` text NOT NULL,
	`reported_at` integer NOT NULL,
	`lng` real,
	`lat` real,
	`supervised` integer NOT NULL,
	`extension_asked` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_queue_sort` ON `case_queue` (`sort_at`,`case_id`);--> statement-breakpoint
CREATE INDEX `case_queue_turn` ON `case_queue` (`queue`,`sort_at`,`case_id`);--> statement-breakpoint
CREATE INDEX `case_queue_supervised` ON `case_queue` (`sort_at`,`case_id`) WHERE supervised = 1;--> statement-breakpoint
CREATE INDEX `case_queue_extension` ON `case_queue` (`sort_at`,`case_id`) WHERE extension_asked = 1;--> statement-breakpoint
CREATE INDEX `case_queue_type` ON `case_queue` (`type`,`reported_at`);--> statement-breakpoint
CREATE INDEX `audit_position` ON `audit` (`position`);