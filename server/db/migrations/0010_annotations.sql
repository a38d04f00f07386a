CREATE TABLE `annotation` (
	`position` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`content` text,
	`recorded_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `annotation_id` ON `annotation` (`id`);