import type { FoundPractice, PracticeId } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { FoundCard } from '../FoundCard.tsx'
import searchStyles from '../search.module.css'
import styles from './collections.module.css'

interface CollectedPracticesProps {
	practices: readonly FoundPractice[]
	query: string
	/** Stores the order, without practices that were removed; null for readers. */
	onChange: ((practices: PracticeId[]) => void) | null
}

/** The practices of a collection, which facilitators put in order. */
export function CollectedPractices({ practices, query, onChange }: CollectedPracticesProps) {
	const [moved, setMoved] = useState<{ id: PracticeId; by: 1 | -1 } | null>(null)
	const ids = practices.map(({ id }) => id)
	const move = (id: PracticeId, by: 1 | -1) => {
		const at = ids.indexOf(id)
		const other = ids[at + by]
		if (!other || !onChange) return
		setMoved({ id, by })
		onChange(ids.map((one) => (one === id ? other : one === other ? id : one)))
	}
	const remove = (id: PracticeId) => onChange?.(ids.filter((one) => one !== id))
	return (
		<ol className={searchStyles['results']}>
			{practices.map((practice, index) => (
				<li key={practice.id}>
					<FoundCard practice={practice} query={query}>
						{onChange && (
							<OrderButtons
								title={practice.title.text}
								place={{ index, count: practices.length }}
								moved={moved?.id === practice.id ? moved.by : null}
								onMove={(by) => move(practice.id, by)}
								onRemove={() => remove(practice.id)}
							/>
						)}
					</FoundCard>
				</li>
			))}
		</ol>
	)
}

interface OrderButtonsProps {
	title: string
	place: { index: number; count: number }
	/** The direction in which this practice was moved last. */
	moved: 1 | -1 | null
	onMove: (by: 1 | -1) => void
	onRemove: () => void
}

/** Buttons that move a practice and remove it. The focus stays on the button of a moved one. */
function OrderButtons({ title, place: { index, count }, moved, onMove, onRemove }: OrderButtonsProps) {
	const { t } = useTranslation(['exchange', 'app'])
	const before = useRef<HTMLButtonElement>(null)
	const after = useRef<HTMLButtonElement>(null)
	const shown = useRef(index)
	useEffect(() => {
		if (shown.current !== index && moved) (moved > 0 ? after : before).current?.focus()
		shown.current = index
	}, [index, moved])
	const named = (what: string) => t('app:named', { what, which: title })
	return (
		<div className={styles['order']}>
			<Button
				ref={before}
				size="small"
				icon="arrowLeft"
				iconOnly
				aria-label={named(t('collections.earlier'))}
				aria-disabled={index === 0}
				onClick={() => onMove(-1)}
			/>
			<Button
				ref={after}
				size="small"
				icon="arrowRight"
				iconOnly
				aria-label={named(t('collections.later'))}
				aria-disabled={index === count - 1}
				onClick={() => onMove(1)}
			/>
			<span role="status">{moved !== null && t('collections.place', { at: index + 1, count })}</span>
			<Button size="small" variant="quiet" icon="close" aria-label={named(t('collections.remove'))} onClick={onRemove}>
				{t('collections.remove')}
			</Button>
		</div>
	)
}
