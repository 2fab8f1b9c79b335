import type { Board, ExportFormat } from '@charrette/shared'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, fetchExport } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import { Menu } from '../ui/Menu.tsx'
import { saveFile } from '../ui/saveFile.ts'
import { useToast } from '../ui/ToastProvider.tsx'

/** The contract's own list would bring its schemas, and zod with them, to this page. */
const FORMATS = ['json', 'md', 'csv', 'html'] as const satisfies readonly ExportFormat[]

/** A board as a file, in the formats that the server writes. Pictures are taken on the board's own page. */
export function TakeHomeMenu({ credentials, board }: { credentials: Credentials; board: Board }) {
	const { t } = useTranslation(['desk', 'app'])
	const locale = useLocale()
	const showToast = useToast()
	const takeHome = async (format: (typeof FORMATS)[number]) => {
		try {
			const { blob, name } = await fetchExport(credentials, { board: board.id, format, locale })
			saveFile(blob, name)
			showToast(t('boards.saved', { name }))
		} catch (thrown) {
			showToast(t(`app:errors.${failureOf(thrown)}`), 'error')
		}
	}
	return (
		<Menu
			icon="download"
			label={t('app:named', { what: t('boards.takeHome'), which: board.title })}
			items={FORMATS.map((format) => ({
				label: t(`boards.formats.${format}`),
				onChoose: () => takeHome(format),
			}))}
		/>
	)
}
