import { useEffect } from 'react'
import { boardUi } from '../canvas/boardUi.ts'
import { type Collaborator, type Editor, useEditor } from '../canvas/engine/editor.ts'
import { useValue } from '../canvas/engine/signals.ts'
import type { Person } from '../connection/useWorkshop.ts'
import type { Translate } from '../i18n/texts.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { Notice } from '../ui/Notices.tsx'
import styles from './presence.module.css'

/**
 * Names the person whose viewport this screen follows. Esc, the button or moving the camera ends
 * it.
 */
export function FollowBanner() {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const leader = useValue('leader', () => {
		const { followingUserId } = editor.getInstanceState()
		return editor.getCollaborators().find(({ userId }) => userId === followingUserId)
	}, [editor])
	const isFollowing = leader !== undefined
	const isMutual = leader !== undefined && followsMe(editor, leader)
	useEffect(() => {
		if (isMutual) editor.stopFollowingUser()
	}, [editor, isMutual])
	useEffect(() => {
		if (!isFollowing) return
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key === 'Escape' && !isComposing(event)) editor.stopFollowingUser()
		}
		window.addEventListener('keydown', onKeyDown, true)
		return () => window.removeEventListener('keydown', onKeyDown, true)
	}, [editor, isFollowing])
	if (!leader) return null
	const name = presenceName(leader.meta, t)
	return (
		<Notice
			rank="state"
			actions={
				<Button size="small" onClick={() => editor.stopFollowingUser()}>
					{t('board:presence.stop')}
				</Button>
			}
		>
			<span className={styles['spot']} style={{ background: leader.color }} />
			{t('board:presence.following', { name })}
		</Notice>
	)
}

/** Follows a person's viewport; a notice explains why if that is not possible. */
export function followOrExplain(editor: Editor, person: Person, t: Translate<['board', 'app']>): void {
	const outcome = followPerson(editor, person)
	const name = person.name || t('app:people.facilitator')
	if (outcome !== 'following')
		boardUi(editor).notices.shown.set({ type: 'message', text: t(`board:presence.${outcome}`, { name }) })
}

type FollowOutcome = 'following' | 'nothingToFollow' | 'followsYou'

/**
 * Follows a person's viewport, unless they have none (in the list, for example) or already follow
 * this person.
 */
function followPerson(editor: Editor, person: Person): FollowOutcome {
	const leader = editor.getCollaborators().find((presence) => isPresenceOf(presence, person))
	if (!leader?.camera) return 'nothingToFollow'
	if (followsMe(editor, leader)) return 'followsYou'
	editor.startFollowingUser(leader.userId)
	return 'following'
}

/**
 * Returns whether a peer follows this person. Two people who follow each other would move each
 * other's camera endlessly.
 */
function followsMe(editor: Editor, { followingUserId }: Collaborator): boolean {
	if (followingUserId === null) return false
	const own = editor.user.getId()
	// A facilitator has no participant id, so peers know them by their Yjs client id: if no other
	// peer has that id, the followed facilitator is this person.
	const isNoOther = () => editor.getCollaborators().every(({ userId }) => userId !== followingUserId)
	return followingUserId === own || (own === 'facilitator' && isNoOther())
}

function isPresenceOf({ userId, meta }: Collaborator, { participant, role, name }: Person): boolean {
	return participant ? userId === participant : meta['role'] === role && meta['name'] === name
}

/**
 * Returns a peer's name from their presence, or "someone" or "facilitator" if it is hidden or
 * empty.
 */
export function presenceName(meta: Record<string, unknown>, t: Translate<['board', 'app']>): string {
	const name = String(meta['name'] ?? '')
	return name || t(meta['role'] === 'participant' ? 'app:people.someone' : 'app:people.facilitator')
}
