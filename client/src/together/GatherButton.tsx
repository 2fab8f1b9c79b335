import type { CommandOf, Workshop } from '@charrette/shared'
import { useEditor } from '@tldraw/tldraw'
import { useBoardSurroundings } from '../board/BoardContext.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, sendCommand } from '../session/api.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import styles from './together.module.css'

/** A facilitator brings everyone to this board and to the part of it that is on the screen, and lets them go again. */
export function GatherButton({ workshop }: { workshop: Workshop }) {
	const editor = useEditor()
	const { board, credentials } = useBoardSurroundings()
	const { t } = useTranslation()
	const showToast = useToast()
	if (credentials.role !== 'facilitator') return null
	const isCalled = workshop.gathering?.board === board
	const words = t(isCalled ? 'gathering.release' : 'gathering.bring')
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
				look="quiet"
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
