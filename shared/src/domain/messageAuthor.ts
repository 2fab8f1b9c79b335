import type { ContentMessage } from './BoardContent.ts'
import { FACILITATOR, type ThreadMessage } from './threads.ts'
import { displayName, findParticipant, type Workshop } from './Workshop.ts'

/** Who wrote a message, as far as it may be shown. */
export type MessageAuthor = Pick<ContentMessage, 'author' | 'city' | 'isFacilitator'>

/** Returns who wrote a message of a workshop: nobody while the workshop is anonymous (ANON1). */
export function messageAuthor(
	workshop: Workshop,
	message: Pick<ThreadMessage, 'author' | 'authorName'>,
): MessageAuthor {
	if (workshop.isAnonymous) return {}
	if (message.author === FACILITATOR) return { isFacilitator: true }
	const id = message.author ?? ''
	const person = findParticipant(workshop, (workshop.merged?.[id as never] ?? id) as never)
	const author = displayName(workshop, id, message.authorName ?? undefined)
	return { ...(author !== undefined && { author }), ...(person?.city && { city: person.city }) }
}
