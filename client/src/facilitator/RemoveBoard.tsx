import type { Board } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './BoardActions.module.css'
import type { RunCommand } from './useCommand.ts'

interface RemoveBoardProps {
	board: Board
	run: RunCommand
	onClose: () => void
}

/** Takes a board that stands apart out of the session, once it was said what goes with it. */
export function RemoveBoard({ board, run, onClose }: RemoveBoardProps) {
	const { t } = useTranslation('desk')
	const words = t('tile.remove')
	return (
		<Dialog title={words} onClose={onClose}>
			<div className={styles['removal']}>
				<p>{t('tile.removeWarning', { board: board.title })}</p>
				<Button
					look="danger"
					onClick={() => {
						onClose()
						void run({ type: 'board.remove', board: board.id, withCards: true })
					}}
				>
					{words}
				</Button>
			</div>
		</Dialog>
	)
}
