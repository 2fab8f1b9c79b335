/** Limits that server and client share. Bytes unless the name says otherwise. */
export const LIMITS = {
	maxFrameBytes: 1024 * 1024,
	/** Step 2 on joining may carry a whole offline time. */
	maxStep2Bytes: 4 * 1024 * 1024,
	maxPresenceBytes: 2 * 1024,
	/** What `live` may add to it while a gesture runs. */
	maxLiveBytes: 8 * 1024,
	maxRecordBytes: 32 * 1024,
	maxValueDepth: 12,
	maxTitleLength: 120,
	maxNameLength: 60,
	maxCityLength: 60,
	maxCities: 100,
	maxGroups: 50,
	/** Of people who stay together, and as many who are kept apart. */
	maxPairs: 500,
	/** Of one person in one vote. */
	maxDots: 50,
	/** Of one workshop, those that were cancelled too. */
	maxRounds: 100,
	maxSessions: 30,
	/** Of one workshop, those that are open. */
	maxShares: 100,
	maxShareDays: 366,
	/** Of one session: copies of earlier moments, and what was brought in. */
	maxBoardsApart: 50,
	/** Of one workshop, those that can be had back. */
	maxRemovedBoards: 100,
	/** That are brought back at once. */
	maxRestoredCards: 2000,
	/** Of one session. */
	maxPhases: 60,
	/** Of one language's prompt: it is read from the wall. */
	maxPromptLength: 500,
	maxPhaseMinutes: 600,
	maxMessageLength: 300,
	maxParticipants: 1000,
	/** Cards are read from the back row; more than this is cut when shown, never in the document. */
	maxCardTextLength: 10_000,
	maxClusterTitleLength: 200,
	/** Of one picture as it is sent. */
	maxImageBytes: 15 * 1024 * 1024,
	/** Of one picture as it is sent: more would take the memory of a small server. */
	maxImagePixels: 50_000_000,
	/** Of one picture as it is kept, in pixels: enough for a wall. */
	maxImageSide: 4096,
	maxImageAltLength: 500,
	/** Of the pictures of boards that are sent for a report, packed and unpacked, together. */
	maxReportPictureBytes: 60 * 1024 * 1024,
	/** Of one file that is brought in, as it is sent. */
	maxImportBytes: 50 * 1024 * 1024,
	/** Of one table or list; what comes after is told, and left out. */
	maxImportedCards: 2000,
	/** Of one board in a file: cards, links and their ends, clusters, images, strokes. */
	maxImportedRecords: 12_000,
} as const
