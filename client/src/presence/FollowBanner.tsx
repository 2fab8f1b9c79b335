import { type Editor, type TLInstancePresence, useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useBoardContext } from '../board/BoardContext.ts'
import { Chrome } from '../board/Chrome.tsx'
import type { Person } from '../connection/useWorkshop.ts'
import type { Translate } from '../i18n/texts.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './presence.module.css'

/** Whom this screen follows, and how that ends: Esc, the button, or moving the board oneself. */
export function FollowBanner() {
	const editor = useEditor()
	const { canEdit } = useBoardContext()
	const { t } = useTranslation(['board', 'app'])
	const leader = useValue('leader', () => {
		const { followingUserId } = editor.getInstanceState()
		return editor.getCollaborators().find(({ userId }) => userId === followingUserId)
	}, [editor])
	const isFollowing = leader !== undefined
	const isCircle = leader !== undefined && followsMe(editor, leader)
	useEffect(() => {
		if (isCircle) editor.stopFollowingUser()
	}, [editor, isCircle])
	useEffect(() => {
		if (!isFollowing) return
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key === 'Escape' && !event.isComposing) editor.stopFollowingUser()
		}
		window.addEventListener('keydown', onKeyDown, true)
		return () => window.removeEventListener('keydown', onKeyDown, true)
	}, [editor, isFollowing])
	if (!leader) return null
	const name = presenceName(leader.meta, t)
	return (
		<Chrome className={styles['following']} role="status" data-low={!canEdit || undefined}>
			<span className={styles['spot']} style={{ background: leader.color }} />
			<span>{t('board:presence.following', { name })}</span>
			<Button size="small" onClick={() => editor.stopFollowingUser()}>
				{t('board:presence.stop')}
			</Button>
		</Chrome>
	)
}

/** What came of the wish to follow somebody. */
type FollowOutcome = 'following' | 'nothingToFollow' | 'followsYou'

/** Lets this screen go where a person looks, unless they only look on, or follow this person already. */
export function followPerson(editor: Editor, person: Person): FollowOutcome {
	const leader = editor.getCollaborators().find((presence) => isPresenceOf(presence, person))
	if (!leader?.camera) return 'nothingToFollow'
	if (followsMe(editor, leader)) return 'followsYou'
	editor.startFollowingUser(leader.userId)
	return 'following'
}

/** Whether a peer follows this person: two who follow each other would drag each other about. */
function followsMe(editor: Editor, { followingUserId }: TLInstancePresence): boolean {
	if (followingUserId === null) return false
	const own = editor.user.getId()
	// Facilitators are known to the others by numbers of their own: one is whom nobody else is.
	const isNobodyElse = () => editor.getCollaborators().every(({ userId }) => userId !== followingUserId)
	return followingUserId === own || (own === 'facilitator' && isNobodyElse())
}

function isPresenceOf({ userId, meta }: TLInstancePresence, { participant, role, name }: Person): boolean {
	return participant ? userId === participant : meta['role'] === role && meta['name'] === name
}

/** What somebody is called at a board, by what their presence says: their name, or a word where it is hidden or there is none. */
export function presenceName(meta: Record<string, unknown>, t: Translate<['board', 'app']>): string {
	const name = String(meta['name'] ?? '')
	return name || t(meta['role'] === 'participant' ? 'app:people.someone' : 'app:people.facilitator')
}
