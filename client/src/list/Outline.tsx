import { useTranslation } from '../i18n/useTranslation.ts'
import { useList } from './ListContext.ts'
import styles from './list.module.css'
import { OutlineSection } from './OutlineSection.tsx'
import type { OutlineGroup } from './outline.ts'

interface OutlineProps {
	groups: readonly OutlineGroup[]
	/** Whether something is looked for, and only what was found is listed. */
	isNarrowed: boolean
	/** The card that Tab leads to. */
	current: string | null
	writing: string | null
	/** Who else writes in which card. */
	typers: ReadonlyMap<string, string>
}

/** All clusters and cards, one under the other; what to do where there are none. */
export function Outline({ groups, isNarrowed, ...at }: OutlineProps) {
	const { canEdit, activities, clusters, onKeyDown } = useList()
	const { t } = useTranslation('board')
	const nothing = isNarrowed ? 'see.nothingFound' : canEdit && activities.has('write') ? 'list.empty' : 'empty.view'
	const shown = groups.filter(({ id, rows, images }) => id !== null || rows.length + images.length > 0)
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the cards inside
		<div className={styles['outline']} onKeyDown={onKeyDown}>
			{shown.length === 0 && <p className={styles['empty']}>{t(nothing)}</p>}
			{shown.map((group) => (
				<OutlineSection key={group.id} group={group} isOnly={clusters.length === 0} {...at} />
			))}
		</div>
	)
}
