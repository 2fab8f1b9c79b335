import { useTranslation } from '../../i18n/useTranslation.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import type { BringInProps } from './BringInProps.ts'
import { BroughtIn } from './BroughtIn.tsx'
import { ChooseFile } from './ChooseFile.tsx'
import { FoundInFile } from './FoundInFile.tsx'
import { useBringing } from './useBringing.ts'

/** Brings a file in: one chooses it, sees what is in it, and says where it goes. */
export function BringInDialog(props: BringInProps) {
	const { credentials, board, onClose, onShow, onTakeOut } = props
	const { t } = useTranslation('bring')
	const { step, look, chooseColumns, bring, again, takeAway } = useBringing(props)
	const isFacilitator = credentials.role === 'facilitator'
	return (
		<Dialog title={t('title')} isHeld={step.type === 'found' && step.isBringing} onClose={onClose}>
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
