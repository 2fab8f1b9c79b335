/**
 * Limits shared by server and client, in bytes unless the name says otherwise. Texts of the
 * interface refer to them by name.
 */
export const LIMITS = {
	maxFrameBytes: 1024 * 1024,
	/** The size of a step 2 on joining, which may carry all edits made offline. */
	maxStep2Bytes: 4 * 1024 * 1024,
	maxPresenceBytes: 2 * 1024,
	/** Added to `maxPresenceBytes` for `live` during a gesture. */
	maxLiveBytes: 8 * 1024,
	maxRecordBytes: 32 * 1024,
	maxValueDepth: 12,
	/**
	 * Cards, clusters, links, images and strokes of a board; `MAX_BOARD_SHAPES` sets another number
	 * (GATE7).
	 */
	maxBoardShapes: 5000,
	/** The live content of a board: its records and their texts (GATE7). */
	maxBoardBytes: 8 * 1024 * 1024,
	/** A board's document, encoded, with its edit history (decision 058). */
	maxHistoryBytes: 16 * 1024 * 1024,
	/** Shapes that one update may add: enough for a paste of 2,000 lines. */
	maxNewShapes: 2500,
	/** New Yjs client ids in one update. */
	maxNewClients: 16,
	/** New Yjs client ids in one step 2: one for each visit without a connection. */
	maxStep2Clients: 100,
	/** New Yjs client ids of one member in a room in a day. */
	maxClientsPerDay: 1000,
	/** Shapes of a private document (ROOM3). */
	maxPrivateCards: 200,
	/** The live content of a private document, and the encoded document (ROOM3). */
	maxPrivateBytes: 2 * 1024 * 1024,
	maxPrivateHistoryBytes: 4 * 1024 * 1024,
	/** Deleted records of a board whose authors the server remembers, for an undo (AUTHOR3). */
	maxDeletedAuthors: 5000,
	/**
	 * The largest coordinate in board units: shapes farther out are left out of thumbnails and of the
	 * extent of a board.
	 */
	maxCoordinate: 1e9,
	/** Levels of frames inside each other; a frame that is deeper is shown on the page (DOC4a). */
	maxNesting: 16,
	maxTitleLength: 120,
	maxNameLength: 60,
	maxCityLength: 60,
	maxCities: 100,
	maxGroups: 50,
	/** "Together" pairs of a mix, and as many "apart" pairs. */
	maxPairs: 500,
	/** Dots per person and vote. */
	maxDots: 50,
	/** Votes per workshop, cancelled ones included. */
	maxRounds: 100,
	maxSessions: 30,
	/** Open shares per workshop. */
	maxShares: 100,
	maxShareDays: 366,
	/** Restored copies and imported boards per session. */
	maxBoardsApart: 50,
	/** Restorable boards per workshop. */
	maxRemovedBoards: 100,
	/** Cards restored in one request. */
	maxRestoredCards: 2000,
	/** Cards and images sent to the plenary board in one request (PLEN1). */
	maxSentShapes: 1000,
	/** Phases per session. */
	maxPhases: 60,
	/** The length of a prompt in each language: prompts are read from the projector. */
	maxPromptLength: 500,
	maxPhaseMinutes: 600,
	maxMessageLength: 300,
	maxParticipants: 1000,
	/**
	 * Joins from one address to one workshop: this many at once, and as many again each minute
	 * (ACCESS5).
	 */
	maxJoinsPerAddress: 300,
	/**
	 * Joins from all addresses to one workshop: this many at once, and as many again each minute
	 * (ACCESS5).
	 */
	maxJoinsPerWorkshop: 600,
	/**
	 * Exchanges of links for tokens from one address: this many at once, and as many again each
	 * minute (ACCESS5).
	 */
	maxExchangesPerAddress: 300,
	/** Facilitator and projector links of a workshop. */
	maxLinks: 50,
	/** Unused links that move a facilitator to another device, of one workshop (HOME4). */
	maxDeviceLinks: 10,
	/** Tokens in one request of a browser about its workshops (HOME1). */
	maxKnownTokens: 100,
	/**
	 * Tokens of one facilitator or projector link; those unused for longest are revoked first
	 * (ACCESS4).
	 */
	maxTokensPerLink: 200,
	/** Lasting reactions of one person in a workshop (REACT1). */
	maxReactions: 1000,
	/**
	 * The length of a question that a visitor leaves on a board (GALLERY1), and the number of
	 * questions of one person there.
	 */
	maxQuestionLength: 500,
	maxQuestions: 100,
	/** The lengths of a card's description and source; longer ones are cut. */
	maxDescriptionLength: 4000,
	maxSourceLength: 500,
	/**
	 * The length of a card's text when it is shown; longer texts are cut, but never in the document.
	 */
	maxCardTextLength: 10_000,
	maxClusterTitleLength: 200,
	/** One uploaded image. */
	maxImageBytes: 15 * 1024 * 1024,
	/** Pixels of one uploaded image: more would exhaust the memory of a small server. */
	maxImagePixels: 50_000_000,
	/** The longest side of a stored image, in pixels: enough for a projector. */
	maxImageSide: 4096,
	maxImageAltLength: 500,
	/** The logo of the organisation that hosts the server, as it is stored. */
	maxLogoBytes: 256 * 1024,
	maxOrganisationLength: 80,
	/**
	 * The host's line on the join page, and the legal notice and the privacy text, in each language.
	 */
	maxHostLineLength: 200,
	maxLegalLength: 8000,
	/** All rendered boards sent for a report together, zipped and unzipped. */
	maxReportPictureBytes: 60 * 1024 * 1024,
	/** Practices that one workshop may write. */
	maxPractices: 200,
	/** Adoptions of one workshop. */
	maxAdoptions: 500,
	/** Open reports of a practice whose texts are kept; further ones are only counted (PRACTICE7). */
	maxReports: 50,
	maxReportLength: 500,
	/** Reports that one reader, and one address, can send in a day (PRACTICE7a). */
	maxReportsPerReader: 20,
	maxReportsPerAddress: 200,
	/** The length of the message of a client's error; reports of an address in a minute (HOST11). */
	maxErrorMessageLength: 200,
	maxClientErrorsPerAddress: 60,
	/**
	 * Adoptions of and from a workshop in the picture of how its ideas travelled; the newest are
	 * shown (TRAVEL1).
	 */
	maxTravels: 1000,
	maxContributors: 50,
	/** Obstacles that a practice lists. */
	maxMetObstacles: 30,
	maxPracticeImages: 12,
	/**
	 * The copy of one image that travels with a practice, and all copies of one practice together.
	 */
	maxImageCopyBytes: 2 * 1024 * 1024,
	maxPracticeCopyBytes: 8 * 1024 * 1024,
	/** All practices of other servers as they arrived, with their images. */
	maxReceivedBytes: 2 * 1024 * 1024 * 1024,
	maxContactLength: 200,
	/** The length of the note on one factor of a transfer check. */
	maxFactorNoteLength: 1000,
	/** One exchange file. */
	maxExchangeBytes: 20 * 1024 * 1024,
	/** Practices in an exchange file. */
	maxExchangedPractices: 1000,
	/** Practices that a server lists. */
	maxListedPractices: 50_000,
	/** Practices that one followed feed may add. */
	maxFollowedPractices: 10_000,
	/** Followed servers. */
	maxFollowedServers: 50,
	/** The length of a search for practices or cards. */
	maxQueryLength: 200,
	/** The search across boards: results, boards, and searches of a person a minute (SEARCH3). */
	maxFoundCards: 50,
	maxSearchedBoards: 300,
	maxSearchesPerPerson: 120,
	/** Practices that one search can page through. */
	maxSearchOffset: 1000,
	/** One file for import. */
	maxImportBytes: 50 * 1024 * 1024,
	/** Cards per imported table or list; further rows are reported and skipped. */
	maxImportedCards: 2000,
	/** Records per board in a file: cards, links and their bindings, clusters, images, strokes. */
	maxImportedRecords: 12_000,
} as const
