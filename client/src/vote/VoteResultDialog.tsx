import { findBoard, translateTitle, type VoteResult, type Workshop } from '@charrette/shared'
import { useLocale } from '../i18n/useTranslation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { VoteResultList } from './VoteResultList.tsx'

export interface VoteResultDialogProps {
	workshop: Workshop
	result: VoteResult
	onClose: () => void
}

/** The dialog with the result of a vote. */
export function VoteResultDialog({ workshop, result, onClose }: VoteResultDialogProps) {
	return (
		<Dialog title={translateTitle(result.title, useLocale())} onClose={onClose}>
			<VoteResultList result={result} boardOf={(id) => findBoard(workshop, id)?.board.title ?? ''} />
		</Dialog>
	)
}
