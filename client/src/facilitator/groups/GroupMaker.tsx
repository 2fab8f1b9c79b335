import { findParticipant, LIMITS, openGroups, planMix, tellUnmetWish, type Workshop } from '@charrette/shared'
import { useMemo, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { Stepper } from '../../ui/Stepper.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import type { ConductProps } from '../conduct/ConductProps.ts'
import styles from './groups.module.css'
import { MixPreview } from './MixPreview.tsx'
import { PairPicker, type Wishes } from './PairPicker.tsx'

const USUAL_SIZE = 6

/** How groups are counted: by their number, or by how many people are in one. */
type Measure = 'count' | 'size'

/** Mixes groups by city, shown as they would be until they are taken over. */
export function GroupMaker({ workshop, run, onDone }: ConductProps & { onDone: () => void }) {
	const { t } = useTranslation('desk')
	const showToast = useToast()
	const [measure, setMeasure] = useState<Measure>('count')
	const [wanted, setWanted] = useState({ count: openGroups(workshop).length, size: USUAL_SIZE })
	const [seed, setSeed] = useState(1)
	const [staysNear, setStaysNear] = useState(false)
	const [wishes, setWishes] = useState<Wishes>({ together: [], apart: [] })
	const mix = useMemo(
		() => planMix(workshop, { seed, staysNear, ...wishes, [measure]: wanted[measure] }),
		[workshop, seed, staysNear, wishes, measure, wanted],
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
					label={t('groups.measure')}
					value={measure}
					options={[
						{ value: 'count', label: t('groups.byCount') },
						{ value: 'size', label: t('groups.bySize') },
					]}
					onChange={setMeasure}
				/>
				<Stepper
					label={t(measure === 'count' ? 'groups.byCount' : 'groups.bySize')}
					value={wanted[measure]}
					min={1}
					max={measure === 'count' ? LIMITS.maxGroups : LIMITS.maxParticipants}
					onChange={(value) => setWanted({ ...wanted, [measure]: value })}
					lessLabel={t('groups.less')}
					moreLabel={t('groups.more')}
				/>
				<label className={styles['near']}>
					<input type="checkbox" checked={staysNear} onChange={(event) => setStaysNear(event.target.checked)} />
					{t('groups.staysNear')}
				</label>
			</div>
			<PairPicker people={workshop.participants} wishes={wishes} onChange={setWishes} />
			<UnmetWishes workshop={workshop} unmet={mix.unmet} />
			<MixPreview workshop={workshop} groups={mix.groups} />
			<div className={styles['actions']}>
				<Button icon="rotate" onClick={() => setSeed(seed + 1)}>
					{t('groups.again')}
				</Button>
				<Button look="primary" disabled={isTooMany || workshop.participants.length === 0} onClick={apply}>
					{t('groups.apply')}
				</Button>
			</div>
		</div>
	)
}

interface UnmetWishesProps {
	workshop: Workshop
	unmet: ReturnType<typeof planMix>['unmet']
}

function UnmetWishes({ workshop, unmet }: UnmetWishesProps) {
	const locale = useLocale()
	const nameOf = (id: Parameters<typeof findParticipant>[1]) => findParticipant(workshop, id)?.name ?? '?'
	return (
		<div className={styles['unmet']} role="status">
			{unmet.map(({ pair: [one, other], reason }) => (
				<p key={`${one} ${other} ${reason}`}>{tellUnmetWish(reason, [nameOf(one), nameOf(other)], locale)}</p>
			))}
		</div>
	)
}
