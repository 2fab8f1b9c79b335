/**
 * Limits shared by server and client. Texts of the interface refer to them by name. The tables of
 * docs/LIMITS.md are made of these comments: `@limit` gives the table and the effect of the limit.
 */
export const LIMITS = {
	/** One update. @limit socket: `tooLarge`, 4422 */
	maxFrameBytes: 1024 * 1024,
	/** One step 2, which may carry all edits made offline. @limit socket: `tooLarge`, 4422 */
	maxStep2Bytes: 4 * 1024 * 1024,
	/** Presence. @limit socket: dropped */
	maxPresenceBytes: 2 * 1024,
	/** The gesture in presence (`live`), in addition. @limit socket: dropped */
	maxLiveBytes: 8 * 1024,
	/** A record's value. @limit socket: `tooLarge` */
	maxRecordBytes: 32 * 1024,
	/** The depth of a value. @limit socket: `malformed` */
	maxValueDepth: 12,
	/** New shapes in one update: enough for a paste of 2,000 lines. @limit socket: `boardFull` */
	maxNewShapes: 2500,
	/** New Yjs client ids in one update. @limit socket: 4422 */
	maxNewClients: 16,
	/** The same in one step 2: one for each visit without a connection. @limit socket: 4422 */
	maxStep2Clients: 100,
	/** The same of one member in a room in a day. @limit socket: 4422 */
	maxClientsPerDay: 1000,

	/** Shapes; `MAX_BOARD_SHAPES` sets another number (GATE7). @limit board: `boardFull` */
	maxBoardShapes: 5000,
	/** The live content: records and their texts (GATE7). @limit board: `boardFull` */
	maxBoardBytes: 8 * 1024 * 1024,
	/** The encoded document, with its edit history (GATE7). @limit board: `historyFull` */
	maxHistoryBytes: 16 * 1024 * 1024,
	/** Shapes of a private document (ROOM3). @limit board: `boardFull` */
	maxPrivateCards: 200,
	/** The live content of a private document (ROOM3). @limit board: `boardFull` */
	maxPrivateBytes: 2 * 1024 * 1024,
	/** The encoded private document (ROOM3). @limit board: `historyFull` */
	maxPrivateHistoryBytes: 4 * 1024 * 1024,
	/** Deleted records with a remembered author (AUTHOR3). @limit board: no author after undo */
	maxDeletedAuthors: 5000,
	/** A shape's distance from the origin, in board units. @limit board: not in thumbnails */
	maxCoordinate: 1e9,
	/** Levels of nested frames (DOC4a). @limit board: a deeper frame is shown on the page */
	maxNesting: 16,
	/** The length of a card's text. @limit board: the field is full; cut when shown */
	maxCardTextLength: 10_000,
	/** The length of a cluster's title. @limit board: cut when shown */
	maxClusterTitleLength: 200,
	/** The length of a card's description. @limit board: cut */
	maxDescriptionLength: 4000,
	/** The length of a card's source. @limit board: cut */
	maxSourceLength: 500,
	/** The length of a translation that a person writes (READ5). @limit board: removed */
	maxTranslationLength: 4000,
	/** The length of an image's description. @limit board: cut */
	maxImageAltLength: 500,
	/** The length of a message in a thread (THREAD2). @limit board: cut */
	maxThreadTextLength: 2000,
	/** Mentions in one message (THREAD2). @limit board: left out */
	maxMentions: 20,
	/** Messages of a thread (THREAD2). @limit board: `boardFull` */
	maxMessagesPerThread: 500,
	/** Threads (THREAD2). @limit board: `boardFull` */
	maxThreads: 1000,
	/** Messages of all threads (THREAD2). @limit board: `boardFull` */
	maxThreadMessages: 10_000,
	/** Cards restored in one request. @limit board: `invalid_input` */
	maxRestoredCards: 2000,
	/** Cards and images sent to the plenary board at once (PLEN2). @limit board: `too_many_cards` */
	maxSentShapes: 1000,

	/** People. @limit workshop: `workshop_full` */
	maxParticipants: 1000,
	/** Joins a minute from one address, and at once (ACCESS5). @limit workshop: `busy` */
	maxJoinsPerAddress: 300,
	/** Joins a minute from all addresses, and at once (ACCESS5). @limit workshop: `busy` */
	maxJoinsPerWorkshop: 600,
	/** Links exchanged for tokens, a minute and address (ACCESS5). @limit workshop: `busy` */
	maxExchangesPerAddress: 300,
	/** Facilitator and projector links. @limit workshop: `too_many_links` */
	maxLinks: 50,
	/** Tokens of such a link (ACCESS4). @limit workshop: the one unused for longest ends */
	maxTokensPerLink: 200,
	/** Unused links to another device of a facilitator (HOME4). @limit workshop: the oldest ends */
	maxDeviceLinks: 10,
	/** Tokens that a browser asks about at once (HOME1). @limit workshop: `invalid_input` */
	maxKnownTokens: 100,
	/** Boards whose last visit a device remembers (VISIT1). @limit workshop: the oldest ends */
	maxVisitedBoards: 60,
	/** Messages of a board that are listed since a visit (VISIT2). @limit workshop: the newest */
	maxNewMessages: 200,
	/** Boards with news that the home page names of a workshop (VISIT4). @limit workshop: left out */
	maxNamedNews: 5,
	/** Sessions. @limit workshop: `not_now` */
	maxSessions: 30,
	/** Groups of a session. @limit workshop: `not_now` */
	maxGroups: 50,
	/** Listed facilitators (BLOCK1). @limit workshop: `too_many_facilitators` */
	maxFacilitators: 50,
	/** "Together" pairs of a mix, and as many "apart" pairs. @limit workshop: `invalid_input` */
	maxPairs: 500,
	/** Phases of a session. @limit workshop: `not_now` */
	maxPhases: 60,
	/** Minutes of a phase. @limit workshop: `invalid_input` */
	maxPhaseMinutes: 600,
	/** Days until a session's window ends (ASYNC1). @limit workshop: `invalid_input` */
	maxWindowDays: 366,
	/** Restored copies and imported boards of a session. @limit workshop: `not_now` */
	maxBoardsApart: 50,
	/** Removed boards that can be restored. @limit workshop: the oldest goes */
	maxRemovedBoards: 100,
	/** Votes, cancelled ones included. @limit workshop: `not_now` */
	maxRounds: 100,
	/** Dots of a person in a vote. @limit workshop: `invalid_input` */
	maxDots: 50,
	/** Lasting reactions of one person (REACT1). @limit workshop: `too_many_reactions` */
	maxReactions: 1000,
	/** Questions of one visitor on a board (GALLERY1). @limit workshop: `too_many_questions` */
	maxQuestions: 100,
	/** The length of a question. @limit workshop: `invalid_input` */
	maxQuestionLength: 500,
	/** Open shares. @limit workshop: `not_now` */
	maxShares: 100,
	/** The life of a share. @limit workshop: `invalid_input` */
	maxShareDays: 366,
	/** The length of the origin that may embed a share. @limit workshop: `invalid_input` */
	maxShareOriginLength: 300,
	/** Cities. @limit workshop: `invalid_input` */
	maxCities: 100,
	/** The length of a city. @limit workshop: `invalid_input` */
	maxCityLength: 60,
	/** The length of a title. @limit workshop: `invalid_input` */
	maxTitleLength: 120,
	/** The length of a name. @limit workshop: `invalid_input` */
	maxNameLength: 60,
	/** The length of a prompt in each language, for projectors. @limit workshop: `invalid_input` */
	maxPromptLength: 500,
	/** The length of a message. @limit workshop: `invalid_input` */
	maxMessageLength: 300,
	/** The length of a search for practices or cards. @limit workshop: `invalid_input` */
	maxQueryLength: 200,
	/** Searches of a person a minute (SEARCH3). @limit workshop: `busy` */
	maxSearchesPerPerson: 120,
	/** Texts in one request for translations (READ1). @limit workshop: `invalid_input` */
	maxTranslatedTexts: 300,
	/** Texts in a request for translations of practices (READ9). @limit exchange: `invalid_input` */
	maxTranslatedPracticeTexts: 100,
	/** Time for translations of a file, in s (EXP10d). @limit workshop: the rest is as written */
	translateFileSeconds: 30,
	/** Requests of a person for translations a minute (TRANSLATE4). @limit workshop: `busy` */
	maxTranslationRequests: 60,
	/** Texts of a board that the host's model compares (MODEL1). @limit workshop: `invalid_input` */
	maxLikenessTexts: 500,
	/** Suggested clusters that the host's model names (MODEL2). @limit workshop: `invalid_input` */
	maxNamedClusters: 8,
	/** The length of a board's summary (MODEL3). @limit workshop: `invalid_input` */
	maxSummaryLength: 400,
	/** Cards that a summary rests on (MODEL3). @limit workshop: `invalid_input` */
	maxSummaryCards: 12,
	/** Requests of a person to the host's model a minute (MODEL1). @limit workshop: `busy` */
	maxSuggestionRequests: 20,
	/** Requests of a person to change threads a minute (THREAD4). @limit workshop: `busy` */
	maxThreadActions: 60,
	/** Boards that a search reads (SEARCH3). @limit workshop: not searched, which is shown */
	maxSearchedBoards: 300,
	/** Threads that are listed for a person (TALK6). @limit workshop: only counted */
	maxThreadsForMe: 50,
	/** Characters of a message or card in that list (TALK6). @limit workshop: cut */
	maxQuotedLength: 300,
	/** Cards that a search returns (SEARCH3). @limit workshop: only counted */
	maxFoundCards: 50,

	/** One file for import. @limit files: `too_large` */
	maxImportBytes: 50 * 1024 * 1024,
	/** Cards of one imported table or list. @limit files: skipped and reported */
	maxImportedCards: 2000,
	/** Records per board of a file: cards, links, bindings … @limit files: skipped and reported */
	maxImportedRecords: 12_000,
	/** One document on a board (CASE2). @limit files: `too_large` */
	maxCaseBytes: 30 * 1024 * 1024,
	/** The pages of a document on a board (CASE2). @limit files: refused by the browser */
	maxCasePages: 200,
	/** The length of the file name of a document on a board (CASE1). @limit board: removed */
	maxDocumentNameLength: 200,
	/** One uploaded image. @limit files: `too_large` */
	maxImageBytes: 15 * 1024 * 1024,
	/** Its pixels: more would exhaust a small server's memory. @limit files: `too_many_pixels` */
	maxImagePixels: 50_000_000,
	/** The longest side of a stored image in pixels: enough for a projector. @limit files: scaled */
	maxImageSide: 4096,
	/** All rendered boards sent for a report, zipped and unzipped. @limit files: `too_large` */
	maxReportPictureBytes: 60 * 1024 * 1024,

	/** Practices of a workshop. @limit exchange: `not_now` */
	maxPractices: 200,
	/** Adoptions of a workshop. @limit exchange: `not_now` */
	maxAdoptions: 500,
	/** Collections of a workshop (COLLECT1). @limit exchange: `not_now` */
	maxCollections: 40,
	/** Practices of a collection. @limit exchange: `invalid_input` */
	maxCollected: 24,
	/** The length of a collection's text: two sentences. @limit exchange: `invalid_input` */
	maxCollectionTextLength: 400,
	/** The newest adoptions, in the picture of travels (TRAVEL1). @limit exchange: left out */
	maxTravels: 1000,
	/** Open reports of a practice (PRACTICE7). @limit exchange: only counted */
	maxReports: 50,
	/** The length of a report. @limit exchange: `invalid_input` */
	maxReportLength: 500,
	/** Reports of one reader in a day (PRACTICE7a). @limit exchange: `too_many_tries` */
	maxReportsPerReader: 20,
	/** Reports from one address in a day (PRACTICE7a). @limit exchange: `too_many_tries` */
	maxReportsPerAddress: 200,
	/** The length of the reason for a refusal or withdrawal. @limit exchange: `invalid_input` */
	maxReasonLength: 500,
	/** Workshops or organisations that the host trusts (PRACTICE4c). @limit exchange: `not_now` */
	maxTrusted: 200,
	/** The length of an organisation's domain. @limit exchange: `invalid_input` */
	maxDomainLength: 253,
	/** Contributors of a practice. @limit exchange: `invalid_input` */
	maxContributors: 50,
	/** Obstacles of a practice. @limit exchange: `invalid_input` */
	maxMetObstacles: 30,
	/** Images of a practice. @limit exchange: left out */
	maxPracticeImages: 12,
	/** The copy of one image that travels with a practice. @limit exchange: narrower */
	maxImageCopyBytes: 2 * 1024 * 1024,
	/** All such copies of one practice. @limit exchange: narrower */
	maxPracticeCopyBytes: 8 * 1024 * 1024,
	/** The length of a contact. @limit exchange: `invalid_input` */
	maxContactLength: 200,
	/** The length of a note on one factor of a transfer check. @limit exchange: `invalid_input` */
	maxFactorNoteLength: 1000,
	/** The length of a text about money, partners or a link. @limit exchange: `invalid_input` */
	maxEvidenceLength: 200,
	/** The length of the address of a link. @limit exchange: `invalid_input` */
	maxLinkLength: 500,
	/** Links of a practice. @limit exchange: `invalid_input` */
	maxEvidenceLinks: 8,
	/** Documents of a practice (DOCUMENT1). @limit exchange: `invalid_input` */
	maxDocuments: 4,
	/** One document of a practice (DOCUMENT1). @limit exchange: `too_large` */
	maxDocumentBytes: 10 * 1024 * 1024,
	/** Figures before and after a practice. @limit exchange: `invalid_input` */
	maxFigures: 6,
	/** The length of a unit. @limit exchange: `invalid_input` */
	maxUnitLength: 30,
	/** The length of a place to filter by. @limit exchange: `invalid_input` */
	maxPlaceLength: 120,
	/** Places of a search's matches, those with most practices. @limit exchange: not shown */
	maxPlaces: 500,
	/** Practices that a search pages through. @limit exchange: `invalid_input` */
	maxSearchOffset: 1000,
	/** Practices that a server lists. @limit exchange: `too_much_inside` */
	maxListedPractices: 50_000,
	/** One exchange file. @limit exchange: `too_large` */
	maxExchangeBytes: 20 * 1024 * 1024,
	/** Practices of an exchange file. @limit exchange: `too_much_inside` */
	maxExchangedPractices: 1000,
	/** Practices of other servers as they arrived, with images. @limit exchange: `too_much_inside` */
	maxReceivedBytes: 2 * 1024 * 1024 * 1024,
	/** Followed servers. @limit exchange: the server does not start */
	maxFollowedServers: 50,
	/** Reports and withdrawals of other servers (RETURN3). @limit exchange: refused */
	maxNotices: 20_000,
	/** The same of one key (RETURN3). @limit exchange: refused */
	maxNoticesPerKey: 5000,
	/** Reports of other cities on one practice (RETURN3). @limit exchange: refused */
	maxNoticesPerPractice: 500,
	/** The length of a question about a practice (ASK1). @limit exchange: `invalid_input` */
	maxCityQuestionLength: 1000,
	/** The length of an answer (ASK2). @limit exchange: `invalid_input` */
	maxAnswerLength: 2000,
	/** Questions of a practice without an answer (ASK4). @limit exchange: `not_now`; refused */
	maxOpenCityQuestions: 50,
	/** The same from one other server (ASK4). @limit exchange: refused */
	maxOpenCityQuestionsPerKey: 20,
	/** All questions of a practice (ASK4). @limit exchange: `not_now`; refused */
	maxCityQuestions: 300,
	/** Refusals of questions that a practice sends back (ASK5). @limit exchange: not sent */
	maxRefusedCityQuestions: 300,
	/** Questions of one person in a day (ASK4). @limit exchange: `too_many_tries` */
	maxCityQuestionsPerReader: 10,
	/** Questions from one address in a day (ASK4). @limit exchange: `too_many_tries` */
	maxCityQuestionsPerAddress: 100,
	/** Notices on a page, or in an exchange file. @limit exchange: the next page; left out */
	maxNoticesInPage: 500,
	/** The length of an adopting city's report to another server. @limit exchange: cut */
	maxNoticeLength: 4000,
	/** Practices of one followed server. @limit exchange: given up */
	maxFollowedPractices: 10_000,

	/** The length of the organisation's name. @limit host: `invalid_input` */
	maxOrganisationLength: 80,
	/** The length of the line on the join page, in each language. @limit host: `invalid_input` */
	maxHostLineLength: 200,
	/** The length of legal notice and privacy text, in each language. @limit host: `invalid_input` */
	maxLegalLength: 8000,
	/** The organisation's logo, as stored. @limit host: `too_large` */
	maxLogoBytes: 256 * 1024,
	/** The length of the message of a client's error (HOST11). @limit host: cut */
	maxErrorMessageLength: 200,
	/** Reported errors of clients a minute, from one address (HOST11). @limit host: `busy` */
	maxClientErrorsPerAddress: 60,
} as const
