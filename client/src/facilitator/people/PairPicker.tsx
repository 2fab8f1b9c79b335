import type { Pair, Participant, ParticipantId } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './groups.module.css'

/** Pairs of people who have to be in the same group, and pairs who must not be. */
export interface PairConstraints {
	together: readonly Pair[]
	apart: readonly Pair[]
}

interface PairPickerProps {
	people: readonly Participant[]
	constraints: PairConstraints
	onChange: (constraints: PairConstraints) => void
}

/** Adds constraints for two people: together or apart. */
export function PairPicker({ people, constraints, onChange }: PairPickerProps) {
	const { t } = useTranslation('dashboard')
	const [one, setOne] = useState<ParticipantId | ''>('')
	const [other, setOther] = useState<ParticipantId | ''>('')
	const [kind, setKind] = useState<keyof PairConstraints>('together')
	const sorted = [...people].sort((a, b) => a.name.localeCompare(b.name))
	const options = [
		{ value: '' as const, label: t('groups.noPerson') },
		...sorted.map(({ id, name, city }) => ({ value: id, label: `${name} · ${city}` })),
	]
	const add = () => {
		if (one === '' || other === '' || one === other) return
		const isSame = (pair: Pair) => pair.includes(one) && pair.includes(other)
		const without = (pairs: readonly Pair[]) => pairs.filter((pair) => !isSame(pair))
		const cleared: PairConstraints = { together: without(constraints.together), apart: without(constraints.apart) }
		onChange({ ...cleared, [kind]: [...cleared[kind], [one, other]] })
		setOne('')
		setOther('')
	}
	return (
		<fieldset className={styles['pairs']}>
			<legend>{t('groups.pairs')}</legend>
			<div className={styles['options']}>
				<Select label={t('groups.one')} value={one} options={options} onChange={setOne} />
				<Select
					label={t('groups.rule')}
					value={kind}
					options={(['together', 'apart'] as const).map((value) => ({ value, label: t(`groups.${value}`) }))}
					onChange={setKind}
				/>
				<Select label={t('groups.other')} value={other} options={options} onChange={setOther} />
				<Button icon="plus" disabled={one === '' || other === '' || one === other} onClick={add}>
					{t('groups.addPair')}
				</Button>
			</div>
			<PairList people={people} constraints={constraints} onChange={onChange} />
		</fieldset>
	)
}

function PairList({ people, constraints, onChange }: PairPickerProps) {
	const { t } = useTranslation('dashboard')
	const nameOf = (id: ParticipantId) => people.find((person) => person.id === id)?.name ?? '?'
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
