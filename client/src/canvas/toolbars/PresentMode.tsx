import type { PresentedPage } from '@charrette/shared'
import { useEffect } from 'react'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useIsSoon } from '../../ui/useIsSoon.ts'
import { useLateComponent } from '../../ui/useLateComponent.ts'
import { boardUi } from '../boardUi.ts'
import { isKeyboardTaken } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import type { Followed } from './Presented.tsx'

/** Starts presenting; beside the zoom buttons. */
export function PresentButton() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	return (
		<button
			type="button"
			data-present=""
			title={t('present.start')}
			aria-label={t('present.start')}
			onClick={() => boardUi(editor).presentation.presenting.set('board')}
		>
			<Icon name="projector" size={18} />
		</button>
	)
}

/**
 * Shows the board scene by scene on this person's screen; the key Page Down starts it. A person who
 * follows a presenter sees the presenter's scenes.
 */
export function PresentMode() {
	const editor = useEditor()
	const presenting = useValue(boardUi(editor).presentation.presenting)
	const followed = useValue('followed scene', () => followedScene(editor), [editor])
	useEffect(() => {
		const onKeyDown = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
			const isBusy = altKey || ctrlKey || metaKey || editor.getEditingShapeId() !== null || isKeyboardTaken()
			if (key === 'PageDown' && !isBusy) startPresenting(editor)
		}
		if (presenting) return undefined
		window.addEventListener('keydown', onKeyDown)
		return () => window.removeEventListener('keydown', onKeyDown)
	}, [editor, presenting])
	// It starts without a delay, and without a connection too.
	const isSoon = useIsSoon()
	const Presented = useLateComponent(isSoon || presenting !== null || followed !== null, loadPresented)
	return Presented && <Presented {...{ presenting, followed }} />
}

const loadPresented = async () => (await fetchChunkOnce(() => import('./Presented.tsx'))).Presented

/** Returns what the followed person presents (`Followed`), as JSON; null if there is nothing. */
function followedScene(editor: Editor): string | null {
	const { followingUserId } = editor.getInstanceState()
	const leader = followingUserId && editor.getCollaborators().find(({ userId }) => userId === followingUserId)
	if (!leader) return null
	const scene = typeof leader.meta['scene'] === 'string' ? leader.meta['scene'] : null
	const page = (leader.meta['page'] ?? null) as PresentedPage | null
	if (scene === null && page === null) return null
	return JSON.stringify({ scene, focus: onlyOne(leader.selectedShapeIds), page } satisfies Followed)
}

const onlyOne = (ids: readonly string[]) => (ids.length === 1 ? (ids[0] ?? null) : null)

/** Presents the board, or only the revealed cards (ROOM3l). */
export function startPresenting(editor: Editor): void {
	boardUi(editor).presentation.presenting.set(boardUi(editor).presentation.revealedArea.get() ? 'revealed' : 'board')
}
