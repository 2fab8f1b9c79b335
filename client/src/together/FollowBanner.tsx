import { useEditor, useValue } from '@tldraw/tldraw'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useBoardSurroundings } from '../board/BoardContext.ts'
import { Chrome } from '../board/Chrome.tsx'
import { Button } from '../ui/Button.tsx'
import { followsMe } from './followPerson.ts'
import { personName } from './personName.ts'
import styles from './together.module.css'

/** Whom this screen follows, and how that ends: Esc, the button, or moving the board oneself. */
export function FollowBanner() {
	const editor = useEditor()
	const { canEdit } = useBoardSurroundings()
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
	const name = personName(leader.meta, t)
	return (
		<Chrome className={styles['following']} role="status" data-low={!canEdit || undefined}>
			<span className={styles['spot']} style={{ background: leader.color }} />
			<span>{t('board:write.following', { name })}</span>
			<Button size="small" onClick={() => editor.stopFollowingUser()}>
				{t('board:write.stop')}
			</Button>
		</Chrome>
	)
}
