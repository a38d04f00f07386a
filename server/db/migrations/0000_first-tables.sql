CREATE TABLE `audit` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`asker` text NOT NULL,
	`action` text NOT NULL,
	`detail` text NOT NULL,
	`position` integer
);
--> statement-breakpoint
CREATE TABLE `balance_change` (
	`id` integer PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`region` integer NOT NULL,
	`type` text NOT NULL,
	`source` text NOT NULL,
	`severity` integer NOT NULL,
	`open` integer NOT NULL,
	`overdueOpen` integer NOT NULL,
	`supervisedOpen` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `balance_change_position` ON `balance_change` (`position`);--> statement-breakpoint
CREATE TABLE `case_contribution` (
	`id` integer PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`case_id` integer NOT NULL,
	`slot` integer NOT NULL,
	`day` integer NOT NULL,
	`region` integer NOT NULL,
	`department` text,
	`type` text NOT NULL,
	`source` text NOT NULL,
	`severity` integer NOT NULL,
	`reported` integer DEFAULT 0 NOT NULL,
	`reportedValid` integer DEFAULT 0 NOT NULL,
	`selfHandled` integer DEFAULT 0 NOT NULL,
	`accepted` integer DEFAULT 0 NOT NULL,
	`repeated` integer DEFAULT 0 NOT NULL,
	`registered` integer DEFAULT 0 NOT NULL,
	`registeredOnTime` integer DEFAULT 0 NOT NULL,
	`dispatched` integer DEFAULT 0 NOT NULL,
	`acceptToDispatchMinutes` integer DEFAULT 0 NOT NULL,
	`dueDispatch` integer DEFAULT 0 NOT NULL,
	`dispatchedOnTime` integer DEFAULT 0 NOT NULL,
	`dispatchedAccurately` integer DEFAULT 0 NOT NULL,
	`dispatchOrders` integer DEFAULT 0 NOT NULL,
	`signedWithin24h` integer DEFAULT 0 NOT NULL,
	`returned` integer DEFAULT 0 NOT NULL,
	`dueDisposal` integer DEFAULT 0 NOT NULL,
	`disposed` integer DEFAULT 0 NOT NULL,
	`disposedOnTime` integer DEFAULT 0 NOT NULL,
	`overdueUndisposed` integer DEFAULT 0 NOT NULL,
	`extended` integer DEFAULT 0 NOT NULL,
	`dueClosing` integer DEFAULT 0 NOT NULL,
	`closed` integer DEFAULT 0 NOT NULL,
	`closedOnTime` integer DEFAULT 0 NOT NULL,
	`reworked` integer DEFAULT 0 NOT NULL,
	`closings` integer DEFAULT 0 NOT NULL,
	`reopened` integer DEFAULT 0 NOT NULL,
	`rated` integer DEFAULT 0 NOT NULL,
	`ratedSatisfied` integer DEFAULT 0 NOT NULL,
	`open` integer DEFAULT 0 NOT NULL,
	`overdueOpen` integer DEFAULT 0 NOT NULL,
	`supervisedOpen` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_contribution_day` ON `case_contribution` (`day`,`position`);--> statement-breakpoint
CREATE INDEX `case_contribution_region` ON `case_contribution` (`region`,`day`);--> statement-breakpoint
CREATE INDEX `case_contribution_position` ON `case_contribution` (`position`);--> statement-breakpoint
CREATE TABLE `case_number` (
	`case_id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`number` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `case_number_number` ON `case_number` (`source`,`number`);--> statement-breakpoint
CREATE TABLE `case_state` (
	`case_id` integer PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`number` text NOT NULL,
	`type` text NOT NULL,
	`severity` integer NOT NULL,
	`region` integer,
	`lng` real,
	`lat` real,
	`department` text,
	`stage` text NOT NULL,
	`open` integer NOT NULL,
	`reported_at` integer NOT NULL,
	`disposal_deadline` integer,
	`closing_deadline` integer,
	`resolved_at` integer,
	`closed_at` integer,
	`overdue` integer NOT NULL,
	`light` text,
	`title` text,
	`timer_at` integer,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_state_open` ON `case_state` (`open`,`severity`,`reported_at`);--> statement-breakpoint
CREATE INDEX `case_state_timer` ON `case_state` (`timer_at`);--> statement-breakpoint
CREATE INDEX `case_state_reported` ON `case_state` (`reported_at`);--> statement-breakpoint
CREATE TABLE `checkpoint` (
	`projection` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `commits` (
	`position` integer PRIMARY KEY NOT NULL,
	`recorded_at` integer NOT NULL,
	`published_through` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `commits_published` ON `commits` (`published_through`,`position`);--> statement-breakpoint
CREATE TABLE `coverage` (
	`position` integer PRIMARY KEY NOT NULL,
	`feed` text NOT NULL,
	`regions` text,
	`from_at` integer NOT NULL,
	`until_at` integer NOT NULL,
	`published_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `coverage_feed` ON `coverage` (`feed`,`until_at`);--> statement-breakpoint
CREATE TABLE `fact_text` (
	`position` integer PRIMARY KEY NOT NULL,
	`title` text,
	`description` text
);
--> statement-breakpoint
CREATE TABLE `feed_number` (
	`ordinal` integer PRIMARY KEY NOT NULL,
	`feed` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `feed_number_feed` ON `feed_number` (`feed`);--> statement-breakpoint
CREATE TABLE `log` (
	`position` integer PRIMARY KEY NOT NULL,
	`stream` text NOT NULL,
	`stream_id` integer NOT NULL,
	`type` text NOT NULL,
	`version` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`published_at` integer NOT NULL,
	`recorded_at` integer NOT NULL,
	`source` text NOT NULL,
	`key` text NOT NULL,
	`pack` integer NOT NULL,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `log_key` ON `log` (`source`,`key`);--> statement-breakpoint
CREATE INDEX `log_stream` ON `log` (`stream`,`stream_id`);--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `observation` (
	`measure` text NOT NULL,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL,
	`grain` text NOT NULL,
	`position` integer NOT NULL,
	`published_at` integer NOT NULL,
	`regions` blob NOT NULL,
	`vals` blob NOT NULL,
	PRIMARY KEY(`measure`, `from_at`, `position`)
);
--> statement-breakpoint
CREATE TABLE `pack_version` (
	`pack` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`hash` text NOT NULL,
	`effective_from` integer NOT NULL,
	`position` integer NOT NULL,
	`content` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rejected` (
	`id` integer PRIMARY KEY NOT NULL,
	`received_at` integer NOT NULL,
	`source` text NOT NULL,
	`reason` text NOT NULL,
	`detail` text NOT NULL,
	`raw` text NOT NULL
);
