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
import { useLanguage, useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Avatar } from '../../people/Avatars.tsx'
import { Button } from '../../ui/Button.tsx'
import pills from '../../ui/pills.module.css'
import { Select } from '../../ui/Select.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { countLanguages } from '../seating/searchPeople.ts'
import { useSeatChanges } from '../seating/useSeatChanges.ts'
import type { ControlProps } from '../useCommand.ts'
import styles from './groups.module.css'
import { type PairConstraints, PairPicker } from './PairPicker.tsx'

const DEFAULT_SIZE = 6

/** The number by which groups are specified: the number of groups, or the size of a group. */
type Measure = 'count' | 'size'

/**
 * Mixes people of different cities into groups, with a preview. Nothing changes until the mix is
 * applied.
 */
export function GroupMixer({ workshop, run, onDone }: ControlProps & { onDone: () => void }) {
	const { t } = useTranslation('dashboard')
	const changes = useSeatChanges(run)
	const [measure, setMeasure] = useState<Measure>('count')
	const [numbers, setNumbers] = useState({ count: openGroups(workshop).length, size: DEFAULT_SIZE })
	const [seed, setSeed] = useState(1)
	const [options, setOptions] = useState<MixToggles>({
		spreadsLanguages: false,
		needsInterpreters: false,
		staysNear: false,
	})
	const [constraints, setConstraints] = useState<PairConstraints>({ together: [], apart: [] })
	const mix = useMemo(
		() => planMix(workshop, { seed, ...options, ...constraints, [measure]: numbers[measure] }),
		[workshop, seed, options, constraints, measure, numbers],
	)
	const isTooMany = mix.groups.length > LIMITS.maxGroups
	const apply = async () => {
		const groups = mix.groups.map(({ group, people }) => ({ ...(group ? { group } : {}), people: [...people] }))
		const done = t('groups.mixed', { count: groups.length })
		if (await changes.rearrange(workshop, { type: 'groups.mix', groups }, done)) onDone()
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
			</div>
			<MixOptionChoice options={options} onChange={setOptions} />
			<PairPicker workshop={workshop} constraints={constraints} onChange={setConstraints} />
			<UnmetConstraints workshop={workshop} unmet={mix.unmet} />
			<MixPreview workshop={workshop} groups={mix.groups} lacking={mix.lacking} />
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

/** The options of a mix, beside an even size and mixed cities. */
type MixToggles = Record<(typeof TOGGLES)[number], boolean>
const TOGGLES = ['spreadsLanguages', 'needsInterpreters', 'staysNear'] as const

/** Chooses the options of a mix. */
function MixOptionChoice({ options, onChange }: { options: MixToggles; onChange: (options: MixToggles) => void }) {
	const { t } = useTranslation('dashboard')
	const labels = {
		spreadsLanguages: t('seating.mixing.spreads'),
		needsInterpreters: t('seating.mixing.interpreters'),
		staysNear: t('groups.staysNear'),
	}
	return (
		<fieldset className={pills['pills']}>
			<legend>{t('seating.mixing.options')}</legend>
			{TOGGLES.map((option) => (
				<label key={option}>
					<input
						type="checkbox"
						checked={options[option]}
						onChange={({ target }) => onChange({ ...options, [option]: target.checked })}
					/>
					{labels[option]}
				</label>
			))}
			<p>{t('seating.mixing.hint')}</p>
		</fieldset>
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
	/** The indexes of the groups without an interpreter. */
	lacking: readonly number[]
}

/** The people of each planned group, and the numbers of their cities and languages. */
function MixPreview({ workshop, groups, lacking }: MixPreviewProps) {
	const { t } = useTranslation('dashboard')
	const language = useLanguage()
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: the list is scrolled with the keyboard
		<ol className={styles['preview']} aria-label={t('groups.preview')} tabIndex={0}>
			{groups.map(({ group, people }, index) => {
				const members = people.flatMap((id) => findParticipant(workshop, id) ?? [])
				const cities = new Set(members.map(({ city }) => nameKey(city))).size
				return (
					<li key={group ?? index}>
						<h3>{(group && findGroup(workshop, group)?.name) ?? t('groups.newGroup')}</h3>
						<small>
							{t('header.people', { count: members.length })} · {t('header.cities', { count: cities })}
						</small>
						<small>{countLanguages(members, language)}</small>
						{lacking.includes(index) && <small data-lacking="true">{t('seating.mixing.noInterpreter')}</small>}
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
