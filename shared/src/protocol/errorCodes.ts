/*
 * These codes are not in the schema files, because the join page needs them but must not load zod.
 */

/**
 * The codes of expected errors. Each has one HTTP status and one English sentence, in the server's
 * table.
 */
export const ERROR_CODES = [
	'invalid_input',
	'malformed_json',
	'too_large',
	'unknown_code',
	'unknown_secret',
	'removed',
	'joining_closed',
	'not_signed_in',
	'not_allowed',
	'not_found',
	'workshop_full',
	'too_many_tries',
	'host_key_needed',
	'sign_in_needed',
	'storage_failed',
	'storage_full',
	'unreadable_record',
	'view_only',
	'not_a_picture',
	'too_many_pixels',
	'damaged_picture',
	'unknown_format',
	'newer_format',
	'damaged_file',
	'too_much_inside',
	'nothing_inside',
	'outline_only',
	'busy',
	'took_too_long',
	'not_now',
	'vote_open',
	'vote_closed',
	'card_gone',
	'too_many_on_card',
	'over_budget',
	'changed_meanwhile',
	'bad_signature',
	'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** The reasons why a request is refused with the code `not_now`. */
export const NOT_NOW_REASONS = [
	'board_full',
	'board_has_content',
	'board_of_session',
	'facilitator_named',
	'group_has_content',
	'group_has_people',
	'held_in_private',
	'history_full',
	'last_group',
	'no_gallery',
	'no_gathering',
	'no_minutes',
	'no_projector',
	'no_timer',
	'not_in_group',
	'not_writing',
	'other_group',
	'other_session',
	'own_link',
	'person_away',
	'phase_runs',
	'practice_not_draft',
	'practice_withdrawn',
	'session_has_cards',
	'session_runs',
	'single_group',
	'threads_closed',
	'too_many_adoptions',
	'too_many_boards',
	'too_many_cards',
	'too_many_facilitators',
	'too_many_groups',
	'too_many_links',
	'too_many_phases',
	'too_many_practices',
	'too_many_questions',
	'too_many_reactions',
	'too_many_sessions',
	'too_many_shares',
	'too_many_votes',
	'vote_cancelled',
	'vote_not_open',
	'vote_runs',
	'workshop_closed',
] as const
export type NotNowReason = (typeof NOT_NOW_REASONS)[number]

/**
 * The types of files that cannot be imported (`unknown_format`), so that the interface can explain
 * what to do with such a file.
 */
export const UNREADABLE_FILES = [
	'figma_file',
	'heic_image',
	'image',
	'locked_archive',
	'locked_office',
	'miro_backup',
	'old_excel',
	'old_word',
	'opendocument',
	'other_archive',
	'pdf',
	'presentation',
	'svg_image',
	'tldraw_v1',
	'web_page',
] as const
export type UnreadableFile = (typeof UNREADABLE_FILES)[number]
