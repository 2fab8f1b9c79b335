import { groupBy, nameKey, openGroups, type Workshop } from '@charrette/shared'
import { useMemo } from 'react'
import { compareNames } from '../i18n/compareNames.ts'
import { boardTitle, useProjectorTexts } from './projectorTexts.ts'
import { SceneFrame, type SceneProps, TextLines } from './SceneFrame.tsx'
import styles from './SeatingScene.module.css'
import { type NamedTable, seatingPages } from './seatingPages.ts'
import { useSlideshow } from './slideshow.ts'

/**
 * "Find your table": the names of the people of each group, page by page (SEAT5). A name in a
 * right-to-left script begins at the bar of its group, too: on the other side of its column it
 * would be read with the next group.
 */
export function SeatingScene(props: SceneProps) {
	const { workshop, steps } = props
	const texts = useProjectorTexts(workshop)
	const { size, pages } = useMemo(() => seatingPages(namedTables(workshop)), [workshop])
	const { slide } = useSlideshow({ parts: 1, slides: Math.max(1, pages.length), steps })
	const titles = texts.map(({ locale, t }) => ({ locale, text: t('projections.seating') }))
	return (
		<SceneFrame {...props} title={<TextLines lines={titles} />} position={{ at: slide, count: pages.length }}>
			<div className={styles['page']} data-size={size}>
				{(pages[slide] ?? []).map((column) => (
					<div key={column[0]?.title} className={styles['column']}>
						{column.map(({ title, names, isContinued }) => (
							<section key={title} data-continued={isContinued}>
								<h2>
									<bdi>{title}</bdi>
								</h2>
								<ul>
									{names.map((name, index) => (
										// Two people may have the same name and city, so the index is part of the key.
										<li key={`${name}-${index}`}>
											<bdi>{name}</bdi>
										</li>
									))}
								</ul>
							</section>
						))}
					</div>
				))}
			</div>
		</SceneFrame>
	)
}

/** Returns the groups in use with their people; people of one name are shown with their city. */
function namedTables(workshop: Workshop): NamedTable[] {
	const { participants } = workshop
	const named = groupBy(participants, ({ name }) => nameKey(name))
	const members = groupBy(participants, ({ group }) => group)
	return openGroups(workshop).map(({ id, name: group }) => ({
		title: boardTitle(group, workshop),
		names: (members.get(id) ?? [])
			.map(({ name, city }) => ((named.get(nameKey(name))?.length ?? 0) > 1 ? `${name} (${city})` : name))
			.sort(compareNames),
	}))
}
