import { type BoardId, CARD_KINDS, type CardKind, LIMITS, type Session, type VoteRound } from '@charrette/shared'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useSave } from '../../ui/useSave.ts'
import type { RunCommand } from '../useCommand.ts'
import styles from './votes.module.css'

interface VoteFormProps {
	session: Session
	/** The previous vote, whose rules are the initial ones; null if there is none. */
	last: VoteRound | null
	run: RunCommand
	onDone: () => void
}

/**
 * Opens a vote: its title, the number of dots, and the boards and kinds of card that can get dots.
 */
export function VoteForm({ session, last, run, onDone }: VoteFormProps) {
	const { t } = useTranslation(['dashboard', 'app'])
	const [title, setTitle] = useState(last?.title ?? t('dashboard:vote.nameDefault'))
	const [budget, setBudget] = useState(last?.budget ?? 3)
	const [perCard, setPerCard] = useState(last?.perCard ?? 1)
	const [chosen, setBoards] = useState<readonly BoardId[] | null>(() => presentBoards(session, last?.boards))
	// A board may be removed while it is chosen.
	const boards = chosen?.filter((id) => session.boards.some((board) => board.id === id)) ?? null
	const [kinds, setKinds] = useState<readonly CardKind[] | null>(last?.kinds ?? null)
	const [isByGroup, setByGroup] = useState(last ? last.isByGroup === true : session.groups.length >= MANY_GROUPS)
	const [isSaving, save] = useSave()
	const open = async (event: FormEvent) => {
		event.preventDefault()
		const rules = { title: title.trim(), budget, perCard: Math.min(perCard, budget) }
		const limits = isByGroup ? { isByGroup } : boards && { boards }
		if (await save(() => run({ type: 'vote.open', ...rules, ...limits, ...(kinds && { kinds: [...kinds] }) }))) onDone()
	}
	const steps = { min: 1, lessLabel: t('dashboard:vote.fewer'), moreLabel: t('dashboard:vote.more') }
	return (
		<form className={styles['form']} onSubmit={open}>
			<TextField
				label={t('dashboard:vote.titleLabel')}
				value={title}
				onChange={setTitle}
				required
				maxLength={LIMITS.maxTitleLength}
			/>
			<div className={styles['steppers']}>
				<Stepper
					label={t('dashboard:vote.budget')}
					value={budget}
					max={LIMITS.maxDots}
					onChange={setBudget}
					{...steps}
				/>
				<Stepper
					label={t('dashboard:vote.perCard')}
					value={Math.min(perCard, budget)}
					max={budget}
					onChange={setPerCard}
					{...steps}
				/>
			</div>
			<MultiSelect
				legend={t('dashboard:vote.boards')}
				all={t('dashboard:vote.all')}
				options={session.boards.map(({ id, title }) => ({ id, label: title }))}
				chosen={boards}
				onChange={(chosen) => {
					setBoards(chosen)
					setByGroup(false)
				}}
				other={{
					label: t('dashboard:voting.byGroup'),
					hint: t('dashboard:voting.byGroupHint'),
					isChosen: isByGroup,
					choose: () => setByGroup(true),
				}}
			/>
			<MultiSelect
				legend={t('dashboard:vote.cards')}
				all={t('dashboard:vote.allKinds')}
				options={CARD_KINDS.map((id) => ({ id, label: t(`app:kinds.${id}`) }))}
				chosen={kinds}
				onChange={setKinds}
			/>
			<Button
				type="submit"
				variant="primary"
				busy={isSaving}
				disabled={title.trim() === '' || (!isByGroup && boards?.length === 0) || kinds?.length === 0}
			>
				{t('dashboard:vote.start')}
			</Button>
		</form>
	)
}

/** The boards of a former vote that are still in its session; null, for all boards, without any. */
function presentBoards(session: Session, former: readonly BoardId[] | null = null): BoardId[] | null {
	const present = former?.filter((id) => session.boards.some((board) => board.id === id)) ?? []
	return present.length > 0 ? present : null
}

/** The number of groups from which a vote by group is suggested. */
const MANY_GROUPS = 8

interface MultiSelectProps<Id extends string> {
	legend: string
	/** The label of the choice that includes all options. */
	all: string
	options: readonly { id: Id; label: string }[]
	/** The ids of the chosen options; null for all options. */
	chosen: readonly Id[] | null
	onChange: (chosen: readonly Id[] | null) => void
	/** A third choice beside all options and some of them. */
	other?: { label: string; hint: string; isChosen: boolean; choose: () => void }
}

/** A choice of all options, or of some of them. */
export function MultiSelect<Id extends string>(props: MultiSelectProps<Id>) {
	const { legend, all, options, chosen, onChange, other } = props
	const { t } = useTranslation('dashboard')
	const name = useId()
	/** Toggles an option. The chosen options stay in the order of all options. */
	const toggle = (id: Id, isChosen: boolean) =>
		onChange(options.map((option) => option.id).filter((other) => (other === id ? isChosen : chosen?.includes(other))))
	return (
		<fieldset className={styles['choice']}>
			<legend>{legend}</legend>
			<label>
				<input type="radio" name={name} checked={chosen === null && !other?.isChosen} onChange={() => onChange(null)} />
				{all}
			</label>
			<label>
				<input type="radio" name={name} checked={chosen !== null && !other?.isChosen} onChange={() => onChange([])} />
				{t('vote.some')}
			</label>
			{other && (
				<label>
					<input type="radio" name={name} checked={other.isChosen} onChange={other.choose} />
					<span>
						{other.label} <small>{other.hint}</small>
					</span>
				</label>
			)}
			{chosen !== null && !other?.isChosen && (
				<div className={styles['some']}>
					{options.map(({ id, label }) => (
						<label key={id}>
							<input
								type="checkbox"
								checked={chosen.includes(id)}
								onChange={(event) => toggle(id, event.target.checked)}
							/>
							{label}
						</label>
					))}
				</div>
			)}
		</fieldset>
	)
}
