/** What is hers: her photos on their way, what was decided about her place, what she agreed to. */
export const own = {
  'quote.choose': 'من الهاتف',
  'quote.part': 'إرسال الصورة… {percent} %',
  'quote.retry': 'إعادة الإرسال',
  'quote.full': 'لا توجد مساحة كافية في هذا الهاتف للاحتفاظ بالصورة. احذفي بعض الصور القديمة ثم حاولي من جديد.',

  'logout.drafts.open': 'فتح النصوص',
  'account.shared': 'يستعمل هذا الهاتفَ أكثرُ من شخص؟ عند الخروج لا يبقى فيه شيء منك، ويمكن لغيرك الدخول مباشرة.',
}
