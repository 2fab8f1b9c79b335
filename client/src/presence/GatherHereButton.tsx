import type { BoardId, CommandOf, Gathering, Workshop } from '@charrette/shared'
import { Box, useEditor } from '@tldraw/tldraw'
import { useEffect, useSyncExternalStore } from 'react'
import { useBoardContext } from '../board/BoardContext.ts'
import { sendCommand } from '../connection/api.ts'
import { failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { followedGathering } from '../statusBar/GatheringNotice.tsx'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import styles from './presence.module.css'

/** A facilitator brings everyone to this board and to the part of it that is on the screen, and lets them go again. */
export function GatherHereButton({ workshop }: { workshop: Workshop }) {
	const editor = useEditor()
	const { board, credentials } = useBoardContext()
	const { t } = useTranslation()
	const showToast = useToast()
	if (credentials.role !== 'facilitator') return null
	const isCalled = workshop.gathering?.board === board
	const words = t(isCalled ? 'gathering.stop' : 'gathering.bring')
	const gather = async () => {
		const { x, y, w, h } = editor.getViewportPageBounds()
		const call: CommandOf<'people.gather'> = isCalled
			? { type: 'people.gather', board: null }
			: { type: 'people.gather', board, viewport: { x, y, w, h } }
		try {
			await sendCommand(credentials, call)
			if (!isCalled) showToast(t('gathering.calling'))
		} catch (thrown) {
			showToast(t(`errors.${failureOf(thrown)}`), 'error')
		}
	}
	return (
		<span className={styles['inBar']}>
			<Button
				size="small"
				variant="quiet"
				icon="gather"
				iconOnly
				aria-pressed={isCalled}
				aria-label={words}
				title={words}
				onClick={gather}
			/>
		</span>
	)
}

const ANIMATION_MS = 320

/** Leads the view of who followed a call to the part of the board that was meant, once for each call. */
export function GatheredView({ gathering, board }: { gathering: Gathering | null; board: BoardId }) {
	const editor = useEditor()
	const followed = useSyncExternalStore(followedGathering.subscribe, followedGathering.get)
	const isHere = gathering?.board === board && gathering.at === followed
	const { x, y, w, h } = (isHere && gathering.viewport) || NO_VIEWPORT
	useEffect(() => {
		if (w > 0) editor.zoomToBounds(new Box(x, y, w, h), { inset: 0, animation: { duration: ANIMATION_MS } })
	}, [editor, followed, x, y, w, h])
	return null
}

const NO_VIEWPORT = { x: 0, y: 0, w: 0, h: 0 }
