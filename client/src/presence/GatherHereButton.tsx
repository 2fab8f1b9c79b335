import type { CommandOf } from '@charrette/shared'
import { useEffect, useSyncExternalStore } from 'react'
import { useEditor } from '../canvas/engine/editor.ts'
import { clearPageBounds, zoomToRect } from '../canvas/viewport/camera.ts'
import { sendCommand } from '../connection/api/commands.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { followedGathering } from '../statusBar/followedGathering.ts'
import { Button } from '../ui/Button.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import styles from './presence.module.css'

/**
 * For facilitators: asks all people to come to this board and the part of it that is clear of
 * bars, or ends that gathering.
 */
export function GatherHereButton() {
	const editor = useEditor()
	const { workshop, board, credentials } = useBoardPlace()
	const { t } = useTranslation()
	const attempt = useAttempt()
	if (credentials.role !== 'facilitator') return null
	const isGathering = workshop.gathering?.board === board
	const label = t(isGathering ? 'gathering.stop' : 'gathering.bring')
	const gather = async () => {
		const { x, y, w, h } = clearPageBounds(editor)
		const command: CommandOf<'people.gather'> = isGathering
			? { type: 'people.gather', board: null }
			: { type: 'people.gather', board, viewport: { x, y, w, h } }
		await attempt(() => sendCommand(credentials, command))
	}
	return (
		<span className={styles['inBar']}>
			<Button
				size="small"
				variant="quiet"
				icon="gather"
				iconOnly
				aria-pressed={isGathering}
				aria-label={label}
				title={label}
				onClick={gather}
			/>
		</span>
	)
}

/** The part of the board is shown on each screen as large as it fits, up to this zoom. */
const MAX_ZOOM = 4

/**
 * Moves the camera to a gathering's part of the board, once, when this person has followed the
 * gathering.
 */
export function GatheredView() {
	const editor = useEditor()
	const {
		workshop: { gathering },
		board,
	} = useBoardPlace()
	const followed = useSyncExternalStore(followedGathering.subscribe, followedGathering.get)
	const followedHere = gathering?.board === board && gathering.at === followed ? followed : null
	const { x, y, w, h } = (followedHere !== null && gathering?.viewport) || NO_VIEWPORT
	useEffect(() => {
		if (followedHere !== null && w > 0) zoomToRect(editor, { x, y, w, h }, { isAnimated: true, maxZoom: MAX_ZOOM })
	}, [editor, followedHere, x, y, w, h])
	return null
}

const NO_VIEWPORT = { x: 0, y: 0, w: 0, h: 0 }
