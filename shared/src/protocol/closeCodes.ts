/** Why the server closed a socket (WIRE3). 44xx are final: don't come back as you are. 45xx mean try again. */
export const CLOSE = {
	badFrame: 4400,
	badToken: 4401,
	noAccess: 4403,
	noRoom: 4404,
	documentReplaced: 4410,
	rejectedEdit: 4422,
	clientTooOld: 4426,
	storage: 4500,
	shuttingDown: 4503,
	tooSlow: 4508,
	/** Access changed: come back at once, with the same document. */
	accessChanged: 4509,
	full: 4529,
} as const
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE]
