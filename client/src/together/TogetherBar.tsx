import type { Signals } from '@charrette/shared'
import { useBoardSurroundings } from '../board/BoardContext.ts'
import type { Person } from '../session/useWorkshop.ts'
import { PeopleHere } from './PeopleHere.tsx'
import { ReactionButton } from './ReactionButton.tsx'
import { SignalButtons } from './SignalButtons.tsx'

interface TogetherBarProps {
	people: readonly Person[]
	signals: Signals
	onSignals: (signals: Signals) => void
}

/** The part of the top bar that is about the others: one's signals to them, who is here, reactions. */
export function TogetherBar({ people, signals, onSignals }: TogetherBarProps) {
	const { credentials, canEdit } = useBoardSurroundings()
	return (
		<>
			{credentials.participant && <SignalButtons signals={signals} onChange={onSignals} />}
			<PeopleHere people={people} />
			{canEdit && <ReactionButton />}
		</>
	)
}
