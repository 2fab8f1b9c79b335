import type { Pair, ParticipantId, Workshop } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { PersonField } from '../seating/PersonField.tsx'
import styles from './groups.module.css'

/** Pairs of people who must be in the same group, and pairs who must not be. */
export interface PairConstraints {
	together: readonly Pair[]
	apart: readonly Pair[]
}

interface PairPickerProps {
	workshop: Workshop
	constraints: PairConstraints
	onChange: (constraints: PairConstraints) => void
}

/** Adds a constraint for two people, who are found by search: together or apart. */
export function PairPicker({ workshop, constraints, onChange }: PairPickerProps) {
	const { t } = useTranslation('dashboard')
	const [one, setOne] = useState<ParticipantId | null>(null)
	const [other, setOther] = useState<ParticipantId | null>(null)
	const [kind, setKind] = useState<keyof PairConstraints>('together')
	/** The number of added pairs: another number empties the fields. */
	const [added, setAdded] = useState(0)
	const add = () => {
		if (one === null || other === null || one === other) return
		const isSame = (pair: Pair) => pair.includes(one) && pair.includes(other)
		const without = (pairs: readonly Pair[]) => pairs.filter((pair) => !isSame(pair))
		const cleared: PairConstraints = { together: without(constraints.together), apart: without(constraints.apart) }
		onChange({ ...cleared, [kind]: [...cleared[kind], [one, other]] })
		setOne(null)
		setOther(null)
		setAdded(added + 1)
	}
	const people = workshop.participants
	return (
		<fieldset className={styles['pairs']}>
			<legend>{t('groups.pairs')}</legend>
			<div className={styles['options']} key={added}>
				<PersonField label={t('seating.mixing.one')} workshop={workshop} people={people} onChange={setOne} />
				<Select
					label={t('groups.rule')}
					value={kind}
					options={(['together', 'apart'] as const).map((value) => ({ value, label: t(`groups.${value}`) }))}
					onChange={setKind}
				/>
				<PersonField label={t('seating.mixing.other')} workshop={workshop} people={people} onChange={setOther} />
				<Button icon="plus" disabled={one === null || other === null || one === other} onClick={add}>
					{t('groups.addPair')}
				</Button>
			</div>
			<PairList workshop={workshop} constraints={constraints} onChange={onChange} />
		</fieldset>
	)
}

function PairList({ workshop: { participants }, constraints, onChange }: PairPickerProps) {
	const { t } = useTranslation('dashboard')
	const nameOf = (id: ParticipantId) => participants.find((person) => person.id === id)?.name ?? '?'
	const kinds = ['together', 'apart'] as const
	return (
		<ul className={styles['chosen']}>
			{kinds.flatMap((kind) =>
				constraints[kind].map((pair) => {
					const label = `${nameOf(pair[0])} ${t(`groups.${kind}`)} ${nameOf(pair[1])}`
					return (
						<li key={pair.join(' ')}>
							{label}
							<Button
								icon="close"
								iconOnly
								size="small"
								variant="quiet"
								aria-label={t('groups.removePair', { pair: label })}
								onClick={() =>
									onChange({ ...constraints, [kind]: constraints[kind].filter((other) => other !== pair) })
								}
							/>
						</li>
					)
				}),
			)}
		</ul>
	)
}
