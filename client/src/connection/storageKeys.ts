import type { BoardId, ParticipantId, Role, RoomId, WorkshopId } from '@charrette/shared'

/*
 * All that the client stores on a device, by key. No other file names one (`sourceRules.test.ts`).
 * A key never changes: later releases read what earlier ones have stored.
 *
 * The files of pages are not here: the service worker keeps them in caches, `charrette-<release>`.
 */

export const CREDENTIALS_PREFIX = 'charrette.credentials.'
export const STORED_WORKSHOP_PREFIX = 'charrette.workshop.'
export const UNSENT_PREFIX = 'charrette.unsent.'
/** The IndexedDB databases with copies of boards, one a workshop: `charrette:<workshop>` (ACK5). */
export const COPY_PREFIX = 'charrette:'
/** The databases with translations of this browser, one a workshop (READ8). */
export const TRANSLATIONS_PREFIX = 'charrette-translations:'

/** Keys of `localStore`: values of this browser, which all its tabs share. */
export const LOCAL_KEYS = {
	/** The language of the interface, as a tag. */
	locale: 'charrette.locale',
	/** `light` or `dark`; absent for the system's. */
	theme: 'charrette.theme',
	/** How boards open: `canvas` or `list`. */
	view: 'charrette.view',
	/** `on` or `off`: the minimap. */
	minimap: 'charrette.minimap',
	/** `on` or `off`: shapes snap to each other. */
	snap: 'charrette.snap',
	/** `own` or `original`: whether cards are shown in this person's language (READ4). */
	reading: 'charrette.reading',
	/** `written`, or `translated` or `both` with a language: the texts of exported files (EXP10). */
	exportTexts: 'charrette.exportTexts',
	/** `true` or `false`: no sounds. */
	muted: 'charrette.muted',
	/** `off`: no sounds on the dashboard, as earlier releases stored it. */
	formerMuted: 'charrette.chime',
	/** The server's tldraw licence key, for boards that open without a connection. */
	license: 'charrette.license',
	/** The participants as whom this browser has joined, newest first, as JSON. */
	participations: 'charrette.participations',
	/** Ids of the workshops that are archived on this device, as JSON (HOME3). */
	archived: 'charrette.archived',
	/** The token of a role in a workshop, with its participant, as JSON. */
	credentials: (workshop: string, role: Role) => `${CREDENTIALS_PREFIX}${workshop}.${role}`,
	/** The copy of a workshop, as JSON (OFFLINE2). It is removed with the credentials. */
	storedWorkshop: (workshop: string, role: Role) => `${STORED_WORKSHOP_PREFIX}${workshop}.${role}`,
	/** The number of cards of a private room that are only on this device (ROOM3k). */
	unsent: (room: RoomId) => `${UNSENT_PREFIX}${room}`,
	/** The number of a person's cards that were not revealed when private writing ended (ROOM3). */
	waiting: (board: BoardId, participant: ParticipantId | null) => `charrette.waiting.${board}.${participant}`,
	/** When a person was last at the boards of a workshop, as JSON (VISIT1). */
	visits: (workshop: string, role: Role) => `charrette.visits.${workshop}.${role}`,
	/**
	 * What a person has read of the threads of a board, as JSON (TALK2). With the id of a
	 * conversation or message: their text in it that is not sent yet (TALK1).
	 */
	threads: (board: BoardId, author: string, draft = '') => `charrette.threads.${board}.${author}.${draft}`,
	/** The tables that this device shows of a workshop, as JSON (TILE1). */
	tiles: (workshop: WorkshopId) => `charrette.tiles.${workshop}`,
} as const

/** Keys of `tabStore`: values of this tab, which survive a reload. */
export const TAB_KEYS = {
	/** The host's token, for which the key was exchanged (HOST2). */
	host: 'charrette.host',
	/** The time of the last message to everyone that was read here, in ms. */
	messageRead: 'charrette.messageRead',
	/** The time of the last message to the board that was read here, in ms. */
	boardMessageRead: 'charrette.boardMessageRead',
	/** The text of a card that is not added yet, in the list of a board. */
	draft: (board: BoardId) => `charrette.draft.${board}`,
	/** The text of a question that is not sent yet. */
	question: (board: BoardId, card: string) => `charrette.question.${board}.${card}`,
	/** This person's status, with the phase in which it was given. */
	status: (workshop: WorkshopId) => `charrette.signals.${workshop}`,
	/** The phase whose prompt has opened by itself. */
	prompt: (workshop: WorkshopId) => `charrette.prompt.${workshop}`,
} as const
