import type { Editor, TLInstancePresence } from '@tldraw/tldraw'
import type { Person } from '../session/useWorkshop.ts'

/** What came of the wish to follow somebody. */
type Outcome = 'following' | 'nothingToFollow' | 'followsYou'

/** Lets this screen go where a person looks, unless they only look on, or follow this person already. */
export function followPerson(editor: Editor, person: Person): Outcome {
	const leader = editor.getCollaborators().find((presence) => isOf(presence, person))
	if (!leader?.camera) return 'nothingToFollow'
	if (followsMe(editor, leader)) return 'followsYou'
	editor.startFollowingUser(leader.userId)
	return 'following'
}

/** Whether a peer follows this person: two who follow each other would drag each other about. */
export function followsMe(editor: Editor, { followingUserId }: TLInstancePresence): boolean {
	if (followingUserId === null) return false
	const own = editor.user.getId()
	// Facilitators are known to the others by numbers of their own: one is whom nobody else is.
	const isNobodyElse = () => editor.getCollaborators().every(({ userId }) => userId !== followingUserId)
	return followingUserId === own || (own === 'facilitator' && isNobodyElse())
}

function isOf({ userId, meta }: TLInstancePresence, { participant, role, name }: Person): boolean {
	return participant ? userId === participant : meta['role'] === role && meta['name'] === name
}
