import { type BoardId, LIMITS, type Session, type VoteRound } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { RunCommand } from '../useCommand.ts'
import styles from './votes.module.css'

interface VoteFormProps {
	session: Session
	/** The vote before this one: done again, it begins with the same rules. */
	last: VoteRound | null
	run: RunCommand
	onDone: () => void
}

/** What is voted on, with how many dots, and on which boards. */
export function VoteForm({ session, last, run, onDone }: VoteFormProps) {
	const { t } = useTranslation('desk')
	const [title, setTitle] = useState(last?.title ?? t('vote.nameDefault'))
	const [budget, setBudget] = useState(last?.budget ?? 3)
	const [perCard, setPerCard] = useState(last?.perCard ?? 1)
	const [boards, setBoards] = useState<readonly BoardId[] | null>(last?.boards ?? null)
	const [isBusy, setBusy] = useState(false)
	const open = async (event: FormEvent) => {
		event.preventDefault()
		setBusy(true)
		const rules = { title: title.trim(), budget, perCard: Math.min(perCard, budget) }
		const done = await run({ type: 'vote.open', ...rules, ...(boards && { boards: [...boards] }) })
		setBusy(false)
		if (done) onDone()
	}
	const steps = { min: 1, lessLabel: t('vote.fewer'), moreLabel: t('vote.more') }
	return (
		<form className={styles['form']} onSubmit={open}>
			<TextField label={t('vote.name')} value={title} onChange={setTitle} required maxLength={LIMITS.maxTitleLength} />
			<div className={styles['steppers']}>
				<Stepper label={t('vote.budget')} value={budget} max={LIMITS.maxDots} onChange={setBudget} {...steps} />
				<Stepper
					label={t('vote.perCard')}
					value={Math.min(perCard, budget)}
					max={budget}
					onChange={setPerCard}
					{...steps}
				/>
			</div>
			<BoardChoice session={session} chosen={boards} onChange={setBoards} />
			<Button
				type="submit"
				look="primary"
				busy={isBusy}
				disabled={title.trim() === '' || (boards !== null && boards.length === 0)}
			>
				{t('vote.start')}
			</Button>
		</form>
	)
}

interface BoardChoiceProps {
	session: Session
	/** Null is all of them. */
	chosen: readonly BoardId[] | null
	onChange: (chosen: readonly BoardId[] | null) => void
}

function BoardChoice({ session, chosen, onChange }: BoardChoiceProps) {
	const { t } = useTranslation('desk')
	const toggle = (board: BoardId, isChosen: boolean) =>
		onChange(isChosen ? [...(chosen ?? []), board] : (chosen ?? []).filter((other) => other !== board))
	return (
		<fieldset className={styles['choice']}>
			<legend>{t('vote.where')}</legend>
			<label>
				<input type="radio" name="where" checked={chosen === null} onChange={() => onChange(null)} />
				{t('vote.all')}
			</label>
			<label>
				<input type="radio" name="where" checked={chosen !== null} onChange={() => onChange([])} />
				{t('vote.some')}
			</label>
			{chosen !== null && (
				<div className={styles['boards']}>
					{session.boards.map((board) => (
						<label key={board.id}>
							<input
								type="checkbox"
								checked={chosen.includes(board.id)}
								onChange={(event) => toggle(board.id, event.target.checked)}
							/>
							{board.title}
						</label>
					))}
				</div>
			)}
		</fieldset>
	)
}
