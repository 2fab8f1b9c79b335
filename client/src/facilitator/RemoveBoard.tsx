import type { Board } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { AskDialog } from '../ui/AskDialog.tsx'
import { Button } from '../ui/Button.tsx'
import type { RunCommand } from './useCommand.ts'

/** Takes a board that stands apart out of the workshop, once it was said what goes with it. */
export function RemoveBoard({ board, run }: { board: Board; run: RunCommand }) {
	const { t } = useTranslation('desk')
	const [isAsking, setAsking] = useState(false)
	const words = t('tile.remove')
	return (
		<>
			<Button
				icon="close"
				iconOnly
				size="small"
				look="quiet"
				aria-label={`${words}: ${board.title}`}
				title={words}
				onClick={() => setAsking(true)}
			/>
			{isAsking && (
				<AskDialog
					title={words}
					action={words}
					onDo={() => {
						setAsking(false)
						void run({ type: 'board.remove', board: board.id, withCards: true })
					}}
					onClose={() => setAsking(false)}
				>
					<p>{t('tile.removeWarning', { board: board.title })}</p>
				</AskDialog>
			)}
		</>
	)
}
