import type { Board } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { AskDialog } from '../ui/AskDialog.tsx'
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
		<AskDialog
			title={words}
			action={words}
			onDo={() => {
				onClose()
				void run({ type: 'board.remove', board: board.id, withCards: true })
			}}
			onClose={onClose}
		>
			<p>{t('tile.removeWarning', { board: board.title })}</p>
		</AskDialog>
	)
}
