DROP INDEX `case_queue_sort`;--> statement-breakpoint
DROP INDEX `case_queue_turn`;--> statement-breakpoint
DROP INDEX `case_queue_supervised`;--> statement-breakpoint
DROP INDEX `case_queue_extension`;