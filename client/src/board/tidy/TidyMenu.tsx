import { useEditor } from '@tldraw/tldraw'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { useBoardSurroundings } from '../BoardContext.ts'
import { sayNotNow, useWhyNot } from '../permits.ts'
import { TIDY_WAYS, tidyBoard } from './tidyBoard.ts'

/** The ways to tidy the board. */
export function TidyMenu() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { locale } = useBoardSurroundings()
	const whyNot = useWhyNot('arrange')
	if (whyNot)
		return (
			<Button
				icon="tidy"
				iconOnly
				size="small"
				look="quiet"
				aria-label={t('see.tidy')}
				aria-disabled
				aria-description={whyNot}
				title={whyNot}
				onClick={() => sayNotNow(editor, 'arrange')}
			/>
		)
	return (
		<Menu
			icon="tidy"
			label={t('see.tidy')}
			side="left"
			items={TIDY_WAYS.map((way) => ({
				label: t(`see.way.${way}`),
				onChoose: () => tidyBoard(editor, way, locale),
			}))}
		/>
	)
}
