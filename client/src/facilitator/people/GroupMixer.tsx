import {
	describeUnmetPair,
	findGroup,
	findParticipant,
	LIMITS,
	nameKey,
	openGroups,
	type Pair,
	type Participant,
	type ParticipantId,
	type PlannedGroup,
	planMix,
	type Workshop,
} from '@charrette/shared'
import { useMemo, useState } from 'react'
import { compareNames } from '../../i18n/compareNames.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { Avatar } from '../../workshop/Avatars.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './groups.module.css'

const DEFAULT_SIZE = 6

/** The number by which groups are specified: the number of groups, or the size of a group. */
type Measure = 'count' | 'size'

/**
 * Mixes people of different cities into groups, with a preview. Nothing changes until the mix is
 * applied.
 */
export function GroupMixer({ workshop, run, onDone }: ControlProps & { onDone: () => void }) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const [measure, setMeasure] = useState<Measure>('count')
	const [numbers, setNumbers] = useState({ count: openGroups(workshop).length, size: DEFAULT_SIZE })
	const [seed, setSeed] = useState(1)
	const [staysNear, setStaysNear] = useState(false)
	const [constraints, setConstraints] = useState<PairConstraints>({ together: [], apart: [] })
	const mix = useMemo(
		() => planMix(workshop, { seed, staysNear, ...constraints, [measure]: numbers[measure] }),
		[workshop, seed, staysNear, constraints, measure, numbers],
	)
	const isTooMany = mix.groups.length > LIMITS.maxGroups
	const apply = async () => {
		const groups = mix.groups.map(({ group, people }) => ({ ...(group ? { group } : {}), people: [...people] }))
		if (!(await run({ type: 'groups.mix', groups }))) return
		showToast(t('groups.mixed', { count: groups.length }))
		onDone()
	}
	return (
		<div className={styles['maker']}>
			<div className={styles['options']}>
				<Select
					label={t('groups.sizeBy')}
					value={measure}
					options={[
						{ value: 'count', label: t('groups.byCount') },
						{ value: 'size', label: t('groups.bySize') },
					]}
					onChange={setMeasure}
				/>
				<Stepper
					label={t(measure === 'count' ? 'groups.byCount' : 'groups.bySize')}
					value={numbers[measure]}
					min={1}
					max={measure === 'count' ? LIMITS.maxGroups : LIMITS.maxParticipants}
					onChange={(value) => setNumbers({ ...numbers, [measure]: value })}
					lessLabel={t('groups.less')}
					moreLabel={t('groups.more')}
				/>
				<label className={styles['sameCity']}>
					<input type="checkbox" checked={staysNear} onChange={(event) => setStaysNear(event.target.checked)} />
					{t('groups.staysNear')}
				</label>
			</div>
			<PairPicker people={workshop.participants} constraints={constraints} onChange={setConstraints} />
			<UnmetConstraints workshop={workshop} unmet={mix.unmet} />
			<MixPreview workshop={workshop} groups={mix.groups} />
			<div className={styles['actions']}>
				<Button icon="rotate" onClick={() => setSeed(seed + 1)}>
					{t('groups.mixAgain')}
				</Button>
				<Button variant="primary" disabled={isTooMany || workshop.participants.length === 0} onClick={apply}>
					{t('groups.apply')}
				</Button>
			</div>
		</div>
	)
}

interface UnmetConstraintsProps {
	workshop: Workshop
	unmet: ReturnType<typeof planMix>['unmet']
}

function UnmetConstraints({ workshop, unmet }: UnmetConstraintsProps) {
	const locale = useLocale()
	const nameOf = (id: Parameters<typeof findParticipant>[1]) => findParticipant(workshop, id)?.name ?? '?'
	return (
		<div className={styles['unmet']} role="status">
			{unmet.map(({ pair: [one, other], reason }) => (
				<p key={`${one} ${other} ${reason}`}>{describeUnmetPair(reason, [nameOf(one), nameOf(other)], locale)}</p>
			))}
		</div>
	)
}

interface MixPreviewProps {
	workshop: Workshop
	groups: readonly PlannedGroup[]
}

/** The people of each planned group, and the number of their cities. */
function MixPreview({ workshop, groups }: MixPreviewProps) {
	const { t } = useTranslation('dashboard')
	return (
		<ol className={styles['preview']} aria-label={t('groups.preview')}>
			{groups.map(({ group, people }, index) => {
				const members = people.flatMap((id) => findParticipant(workshop, id) ?? [])
				const cities = new Set(members.map(({ city }) => nameKey(city))).size
				return (
					<li key={group ?? index}>
						<h3>{(group && findGroup(workshop, group)?.name) ?? t('groups.newGroup')}</h3>
						<small>
							{t('header.people', { count: members.length })} · {t('header.cities', { count: cities })}
						</small>
						<ul>
							{members.map((member) => (
								<li key={member.id} className={styles['member']}>
									<Avatar person={member} />
									<span>
										{member.name} <small>{member.city}</small>
									</span>
								</li>
							))}
						</ul>
					</li>
				)
			})}
		</ol>
	)
}

/** Pairs of people who must be in the same group, and pairs who must not be. */
interface PairConstraints {
	together: readonly Pair[]
	apart: readonly Pair[]
}

interface PairPickerProps {
	people: readonly Participant[]
	constraints: PairConstraints
	onChange: (constraints: PairConstraints) => void
}

/** Adds a constraint for two people: together or apart. */
function PairPicker({ people, constraints, onChange }: PairPickerProps) {
	const { t } = useTranslation('dashboard')
	const [one, setOne] = useState<ParticipantId | ''>('')
	const [other, setOther] = useState<ParticipantId | ''>('')
	const [kind, setKind] = useState<keyof PairConstraints>('together')
	const sorted = [...people].sort((a, b) => compareNames(a.name, b.name))
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
