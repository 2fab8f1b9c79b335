import type { BoardId, Workshop } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { Credentials } from '../../session/credentials.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { BroughtIn } from './BroughtIn.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import { FoundInFile } from './FoundInFile.tsx'
import { useBringing } from './useBringing.ts'

export interface BringInProps {
	credentials: Credentials
	workshop: Workshop
	/** The board at hand; null at the desk, where boards of their own are made. */
	board: BoardId | null
	/** A file that is there already. */
	file: File | null
	/** Shows records that came, where the view can. */
	onShow?: (records: readonly string[]) => void
	/** Takes records that came off the board again. */
	onTakeOut?: (records: readonly string[]) => void
	onClose: () => void
}

/** Brings a file in: one chooses it, sees what is in it, and says where it goes. */
export function BringInDialog(props: BringInProps) {
	const { credentials, board, onClose, onShow, onTakeOut } = props
	const { t } = useTranslation('bring')
	const { step, look, chooseColumns, bring, again, takeAway } = useBringing(props)
	const isFacilitator = credentials.role === 'facilitator'
	return (
		<Dialog title={t('title')} onClose={onClose}>
			{step.type === 'choosing' && (
				<ChooseFile isFacilitator={isFacilitator} failure={step.failure} isReading={step.isReading} onChoose={look} />
			)}
			{step.type === 'found' && (
				<FoundInFile
					found={step.found}
					name={step.source.name}
					choice={step.source.choice ?? {}}
					mayMakeBoards={isFacilitator}
					hasBoard={board !== null}
					failure={step.failure}
					isBringing={step.isBringing}
					isReading={step.isReading}
					onChoose={(choice) => void chooseColumns(choice)}
					onBring={bring}
					onAgain={again}
				/>
			)}
			{step.type === 'brought' && (
				<BroughtIn
					workshop={credentials.workshop}
					brought={step.brought}
					isBeside={step.isBeside}
					onShow={onShow}
					onTakeOut={onTakeOut}
					onTakeAway={() => void takeAway().then(onClose)}
					onClose={onClose}
				/>
			)}
		</Dialog>
	)
}
