import {
	describeUnmetPair,
	findGroup,
	findParticipant,
	LIMITS,
	nameKey,
	openGroups,
	type PlannedGroup,
	planMix,
	type Workshop,
} from '@charrette/shared'
import { useMemo, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { Avatar } from '../../workshop/Avatars.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './groups.module.css'
import { type PairConstraints, PairPicker } from './PairPicker.tsx'

const DEFAULT_SIZE = 6

/** How the number of groups is given: directly, or by the size of a group. */
type Measure = 'count' | 'size'

/** Mixes people of different cities into groups, with a preview; nothing changes until the mix is applied. */
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
									<Avatar face={member} />
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
