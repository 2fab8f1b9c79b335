import type { TextEncoding } from '@charrette/shared'
import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { detectLegacyEncoding } from './detectLegacyEncoding.ts'

const SAMPLES: [TextEncoding, string[]][] = [
	[
		'windows-1252',
		[
			'Texte;Ville\r\nPénurie à l’école — 5 €;Orléans\r\n',
			'Idée\nÉté',
			'CRÉATION ET COOPÉRATION CRÉÉES',
			'Texto;Ciudad\nAño nuevo, más señales;Bogotá\n¿Qué hacer?\n¡Atención!;León',
			'Äpfel',
			'Größe;Ort\nÄrger über Öffnungszeiten;Köln',
			'“quoted” – dash…',
			'AÇÃO;CORAÇÃO',
		],
	],
	[
		'gb18030',
		[
			'Text,City\r\n五个部门各自审批，很慢,武汉\r\n',
			'想法\n缺少资金',
			'内容;城市\n许可证太慢;上海\n没有钱;北京\n',
			'Kind,Text\nObstacle,审批慢\n',
			'《城市更新条例》第三条：“谁受益、谁负担”。',
		],
	],
	[
		'big5',
		[
			'內容,城市\r\n五個部門各自審批，很慢,臺北\r\n',
			'想法\n缺少資金',
			'許可證太慢,沒有錢',
			'Kind,Text\nObstacle,許可慢\n',
			'城市更新需要居民參與，也需要資金。',
		],
	],
	[
		'shift_jis',
		['内容,都市\n許可が遅い,東京\n予算がない,大阪\n', '許可が遅い', 'カード,まち\nゴミが多い,横浜', 'アイデア\n公園'],
	],
	[
		'windows-1251',
		['Нет денег', 'Текст;Город\r\nРазрешения выдают долго;Минск\r\n', 'Немає грошей', 'Мало людей и средств на месте'],
	],
	['windows-1256', ['لا توجد أموال', 'النص;المدينة\r\nالتصاريح تستغرق وقتا طويلا;القاهرة\r\n', 'مشاركة السكان ضعيفة']],
	['euc-kr', ['내용,도시\n허가가 느리다,서울\n예산이 없다,부산\n', '주민 참여가 부족하다']],
]

it.each(SAMPLES)('[IMP2c] recognizes %s, even in a few words', (encoding, texts) => {
	for (const text of texts) expect(detectLegacyEncoding(iconv.encode(text, encoding)), text).toBe(encoding)
})

it('[IMP2c] decides by the first text that is not ASCII, wherever it begins, and quickly', () => {
	const text = `Text,City\n${'Permits take long,Dakar\n'.repeat(20_000)}${'许可证太慢,上海\n'.repeat(20_000)}`
	expect(detectLegacyEncoding(iconv.encode(text, 'gb18030'))).toBe('gb18030')
})
